// What a button of the screen is made of: while it works (`loading`) it does nothing more, and keeps the focus, which a disabled
// one would lose to the top of the page.
import type { ComponentPropsWithRef, MouseEvent } from 'react';

export function BusyButton({
  type = 'button',
  disabled,
  onClick,
  'data-loading': isBusy,
  ...rest
}: ComponentPropsWithRef<'button'> & { 'data-loading'?: boolean }) {
  return (
    <button
      {...rest}
      type={type}
      data-loading={isBusy}
      {...(isBusy ? { 'aria-disabled': true, onClick: doNothing } : { disabled, onClick })}
    />
  );
}

/** Enter in a field of its form presses it too. */
const doNothing = (event: MouseEvent) => {
  event.preventDefault();
  event.stopPropagation();
};
