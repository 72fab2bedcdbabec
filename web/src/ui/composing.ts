// Enter that ends a Japanese conversion must not send a form.
import type { KeyboardEvent } from 'react';

/** True while a conversion is under way. Safari reports the ending Enter as key code 229 after the conversion. */
export function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  return nativeEvent.isComposing || nativeEvent.keyCode === 229;
}

/** For a form's onKeyDown. */
export function noSubmitWhileComposing(event: KeyboardEvent): void {
  if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
}

/**
 * For a form that makes a customer: by the button alone. Enter in a field, or at the end of a Japanese conversion, does
 * nothing.
 */
export function onlyByButton(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}
