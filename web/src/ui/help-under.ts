// A field whose help stands under it: for Mantine's `inputWrapperOrder`.
export const helpUnder: ('label' | 'input' | 'error' | 'description')[] = [
  'label',
  'input',
  'error',
  'description',
];
