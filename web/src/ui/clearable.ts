/**
 * A choice that its × takes away again, with a name for it. Mantine hides the × from screen readers: the keyboard takes a choice
 * away by choosing it once more, but who touches the screen with a reader on finds nothing else.
 */
export const clearable = (name: string) => ({
  clearable: true as const,
  clearButtonProps: { 'aria-label': name, 'aria-hidden': false as const },
});
