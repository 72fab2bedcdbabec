// Files of a customer's mails: listed with their names, given as they were sent, and never as anything a browser would show.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry, withFiles } from '../support/mails.ts';
import { newPhone } from '../support/merges.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { signIn } from '../support/session.ts';

let program: TestProgram;
beforeAll(async () => {
  program = await startTestProgram();
});
afterAll(() => program.stop());

/** Somebody whose mail brought these; resolves with their id. */
async function sentFiles(number: string, files: Parameters<typeof withFiles>[1], phone = newPhone()) {
  await program.sendMail(
    withFiles(composeInquiry({ number, phone, messageId: `${number}@re-guide.jp` }), files),
  );
  await program.settled();
  return (await program.get(`/inquiries?requestNumber=${number}`)).items[0].customer.id as string;
}
const filesOf = async (id: string) => program.get(`/customers/${id}/files`);
type Listed = { index: number; mail: { id: string } };
const download = ({ mail, index }: Listed) => program.api(`/mails/${mail.id}/files/${index}`);
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('what was attached is listed, newest mail first, and comes as it was sent', async () => {
  const photo = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919) & 255));
  const phone = newPhone();
  const id = await sentFiles(
    'FILES-1',
    [{ name: '間取り図　①㈱髙﨑.pdf', type: 'application/pdf', bytes: photo }],
    phone,
  );
  const page = Buffer.from('<script>alert(document.cookie)</script>');
  await sentFiles(
    'FILES-2',
    [
      { name: 'page.html', type: 'text/html', bytes: page },
      { name: '../../evil\u202efdp.exe', type: 'application/x-msdownload', bytes: Buffer.from('MZ') },
    ],
    phone,
  );
  const { items, isCut } = await filesOf(id);
  expect(isCut).toBe(false);
  expect(items).toMatchObject([
    { index: 0, name: 'page.html', contentType: 'text/html', size: page.length },
    { index: 1, name: '_.._evilfdp.exe', size: 2 },
    { index: 0, name: '間取り図 ①㈱髙﨑.pdf', contentType: 'application/pdf', size: photo.length },
  ]);
  const answer = await download(items[2]);
  expect(hash(new Uint8Array(await answer.arrayBuffer()))).toBe(hash(photo));
  for (const file of items) {
    const { status, headers } = await download(file);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

test('a file of a mail that was forwarded as an attachment is there, after its own', async () => {
  const inner = withFiles(composeInquiry({ number: 'FILES-3', messageId: 'inner@re-guide.jp' }), [
    { name: '中.txt.pdf', type: 'application/pdf', bytes: Buffer.from('inner') },
  ]);
  const id = await sentFiles('FILES-4', [
    { name: 'fwd.eml', type: 'message/rfc822', bytes: Buffer.from(inner) },
    { name: '外.pdf', type: 'application/pdf', bytes: Buffer.from('outer') },
  ]);
  const { items } = await filesOf(id);
  expect(items).toMatchObject([{ name: '外.pdf' }, { name: '中.txt.pdf' }]);
  const texts = await Promise.all(items.map(async (file: Listed) => (await download(file)).text()));
  expect(texts).toEqual(['outer', 'inner']);
});

test('another firm gets none of it; what is not there is not found', async () => {
  const id = await sentFiles('FILES-5', [
    { name: 'a.pdf', type: 'application/pdf', bytes: Buffer.from('a') },
  ]);
  const [file] = (await filesOf(id)).items;
  const theirs = await buildFirm(program.db, '株式会社べつの不動産');
  const stranger = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
  expect((await stranger('GET', `/customers/${id}/files`)).status).toBe(404);
  expect((await stranger('GET', `/mails/${file.mail.id}/files/0`)).status).toBe(404);
  expect((await download({ ...file, index: 1 })).status).toBe(404);
  expect((await download({ ...file, mail: { id: newId() } })).status).toBe(404);
  expect((await download({ ...file, index: -1 })).status).toBe(422);
});
