// Puts a refusal's texts at the fields they are about, and the focus into the first of them.
import type { FormErrors } from '@mantine/form';
import { Refusal } from '../api/client.ts';

/** What is needed of a form. */
interface Fields {
  setErrors(errors: FormErrors): void;
  getInputNode(path: string): HTMLElement | null;
}

/** Nothing to tell at fields: nothing happens. */
export function tellAtFields(form: Fields, error: unknown): void {
  if (!(error instanceof Refusal)) return;
  form.setErrors(error.fields);
  const [first] = Object.keys(error.fields);
  if (first) form.getInputNode(first)?.focus();
}
