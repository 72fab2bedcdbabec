// A field for a password, to be seen on wish.
import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { words } from '../words/index.ts';

/** `PasswordInput` with the words of its eye. */
export function PasswordField(props: PasswordInputProps) {
  return (
    <PasswordInput {...props} visibilityToggleButtonProps={{ 'aria-label': words.signIn.showPassword }} />
  );
}
