// What the reader made of a pasted page → the form's fields. Pure.
import type { PastePreview } from '../../api/client.ts';
import { type Entry, type EntryField, entryFields } from './entry.ts';

/** The fields that were read; those that were not are left out. What has no field here goes along with the page. */
export function entryFromPasted(preview: PastePreview): Partial<Entry> {
  const read = entryFields.flatMap(([field]) => {
    const value = preview[field];
    return value ? [[field, value] as [EntryField, string]] : [];
  });
  return { ...Object.fromEntries(read), ...(preview.kind && { kind: preview.kind }) };
}
