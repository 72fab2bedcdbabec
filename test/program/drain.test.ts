// SIGTERM while mails come in: nobody is let in any more, idle clients are told, what is in DATA is taken, and it ends with 0.
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { killStarted, startCommand } from '../support/command.ts';
import { asOwner, cloneDatabase, urlOf } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import { greetRawSmtp, openRawSmtp } from '../support/raw-smtp.ts';

afterAll(killStarted);

test('the door closes in order', async () => {
  const server = await cloneDatabase();
  const db = await openDatabase(server, openLog('silent'));
  const firm = await buildFirm(db);
  await db.close();
  const { child, ended, said, says } = startCommand(['start', '--parts=smtp'], {
    DATABASE_URL: urlOf(server),
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  });
  await says('Ctrl-C');
  const port = Number(/SMTP port (\d+)/.exec(said.text)?.[1]);
  const idle = await greetRawSmtp({ port });
  const busy = await greetRawSmtp({ port }, { tls: true });
  await busy.ask('MAIL FROM:<noreply@re-guide.jp>\r\n');
  await busy.ask(`RCPT TO:<${firm.localPart}@inbox.localhost>\r\n`);
  await busy.ask('DATA\r\n', 'Subject: drained\r\n');

  child.kill('SIGTERM');
  expect(await idle.rest()).toEqual(['421 4.3.2 Closing down, please try again']);
  await expect(openRawSmtp({ port })).rejects.toThrow('ECONNREFUSED');
  expect(await busy.ask('\r\ntext\r\n.\r\n')).toBe('250 2.6.0 Stored');
  expect(await busy.rest()).toEqual(['421 4.3.2 Closing down, please try again']);
  expect(await ended).toBe(0);
  const { rows } = await asOwner(server, (client) => client.query('SELECT raw, state FROM mails'));
  expect(rows).toEqual([{ raw: Buffer.from('Subject: drained\r\n\r\ntext\r\n'), state: 'waiting' }]);
});
