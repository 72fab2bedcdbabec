// The sink: takes mail by real SMTP, shows it harmlessly, keeps it over a restart.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { decodeMail } from '../../src/reading/mime/index.ts';
import { startSink } from './start.ts';

const MAIL = {
  from: 'no-reply@digima.example.jp',
  to: 'owner@mihon.example.jp',
  subject: '【Digima】件名 <b>&',
  text: '本文です。\nhttps://digima.example.jp/x?a=1&b=2 をご覧ください。',
  html: '<p>本文<script>alert(1)</script><img src="https://spy.example.com/a.gif"></p>',
};

test('a mail is heard of, listed newest first, shown as text and in a frame that runs nothing', async () => {
  const sink = await startSink({ decode: decodeMail });
  const client = createTransport({ ...sink.smtp, secure: false });
  const heard = sink.waitFor(({ subject }) => subject.includes('件名'));
  await client.sendMail({ ...MAIL, subject: '前のメール' });
  await client.sendMail(MAIL);
  expect(await heard).toMatchObject({
    subject: MAIL.subject,
    to: [MAIL.to],
    text: expect.stringContaining('本文です。'),
  });
  const page = await (await fetch(sink.url)).text();
  expect(page).toContain('【Digima】件名 &lt;b&gt;&amp;');
  expect(page.indexOf('件名 &lt;b')).toBeLessThan(page.indexOf('前のメール'));
  const one = await (await fetch(`${sink.url}/mails/2`)).text();
  expect(one).toContain('<a href="https://digima.example.jp/x?a=1&amp;b=2">');
  expect(one).toMatch(
    /<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox" src="\/mails\/2\/html"/,
  );
  const frame = await fetch(`${sink.url}/mails/2/html`);
  expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups .*default-src 'none'/);
  expect(await (await fetch(`${sink.url}/mails.json`)).json()).toHaveLength(2);
  await expect(sink.waitFor(() => false, 20)).rejects.toThrow('前のメール / 【Digima】');
  client.close();
  await sink.stop();
});

test('it refuses when told to, and keeps what it took over a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'digima-sink-'));
  const first = await startSink({ decode: decodeMail, folder });
  const client = createTransport({ ...first.smtp, secure: false });
  first.refuseWith('550 5.1.1 No such user');
  await expect(client.sendMail(MAIL)).rejects.toMatchObject({ responseCode: 550 });
  first.refuseWith(null);
  await client.sendMail(MAIL);
  await first.stop();
  const second = await startSink({ decode: decodeMail, folder });
  expect(second.mails().map(({ id, subject }) => [id, subject])).toEqual([[1, MAIL.subject]]);
  await second.stop();
});
