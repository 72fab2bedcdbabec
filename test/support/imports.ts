// CSV取り込み through the API, as its pages do it.
import { expect } from 'vitest';
import type { Session } from './session.ts';

/** The import once it looks like this. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
async function once(call: Session, id: string, shape: object): Promise<any> {
  await expect
    .poll(async () => (await call('GET', `/customer-imports/${id}`)).data, { timeout: 60_000 })
    .toMatchObject(shape);
  return (await call('GET', `/customer-imports/${id}`)).data;
}

/** Imports the text, read as its names of columns say but for `options`; resolves with the import that is done. */
export async function importText(call: Session, text: string, options: object = {}) {
  const begun = await call('POST', '/customer-imports?fileName=a.csv', new TextEncoder().encode(text));
  expect(begun.status, begun.text).toBe(201);
  const { id } = begun.data;
  const read = await once(call, id, { state: 'previewed' });
  await call('POST', `/customer-imports/${id}/preview`, { ...read.options, ...options });
  await once(call, id, { state: 'previewed' });
  expect((await call('POST', `/customer-imports/${id}/apply`)).status).toBe(200);
  return once(call, id, { state: 'done' });
}

/** What its 取り消し would do. */
export async function previewUndo(call: Session, id: string) {
  const begun = await call('POST', `/customer-imports/${id}/undo/preview`);
  expect(begun.status, begun.text).toBe(200);
  return (await once(call, id, { undo: { phase: 'preview', state: 'previewed' } })).undo;
}

/** Takes it back, as previewed; what that did. */
export async function undoImport(call: Session, id: string) {
  const begun = await call('POST', `/customer-imports/${id}/undo`);
  expect(begun.status, begun.text).toBe(200);
  return (await once(call, id, { undo: { phase: 'apply', state: 'done' } })).undo;
}
