// A label of a form with its whole value, as sent.
import type { FieldId } from './words/labels.ts';
import type { Section } from './words/sections.ts';

/** A label with its whole value as sent. `field` is null for a label nobody knows. */
export interface Entry {
  label: string;
  value: string;
  field: FieldId | null;
  section: Section;
}
