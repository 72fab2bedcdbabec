// Enter that ends a Japanese conversion must not send a form, choose from a list or close anything; nor must its Escape. Enter that
// chooses from a list must not send a form either.
import type { KeyboardEvent } from 'react';

/** Safari reports the key that ends a conversion after it, with the code of keys that are the conversion's own. */
const OF_CONVERSION = 229;

/** Keys of a conversion under way are seen by nothing of the page. Before anything else listens. */
export function leaveKeysToConversion(): void {
  window.addEventListener(
    'keydown',
    (event) => {
      if (!event.isComposing && event.keyCode !== OF_CONVERSION) return;
      event.stopImmediatePropagation();
      // Safari would send the form.
      if (event.key === 'Enter') event.preventDefault();
    },
    { capture: true },
  );
}

/** Enter in a field with a list chooses from it, or nothing: a name that is not in it must not send the form without it. */
export function leaveEnterToLists(): void {
  window.addEventListener(
    'keydown',
    (event) => {
      const isOfList = event.target instanceof HTMLInputElement && event.target.role === 'combobox';
      if (event.key === 'Enter' && isOfList) event.preventDefault();
    },
    { capture: true },
  );
}

/**
 * For a form that makes a customer: by the button alone. Enter in a field, or at the end of a Japanese conversion, does
 * nothing.
 */
export function onlyByButton(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}
