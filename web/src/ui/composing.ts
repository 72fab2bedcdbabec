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
