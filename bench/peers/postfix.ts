// Postfix from Debian's package, on a port and in folders of its own, delivering to a maildir.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../test/support/free-port.ts';
import { greets, needDebian, type Peer } from './peer.ts';

const NOBODY = 65_534;

/** Needs root: Postfix starts as root only. */
export async function startPostfix(): Promise<Peer> {
  needDebian('postfix', 'postfix');
  const folder = mkdtempSync(join(tmpdir(), 'bench-postfix-'));
  chmodSync(folder, 0o755);
  const [etc, queue, data, mail] = ['etc', 'queue', 'data', 'mail'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const path of [etc, queue, data, mail]) mkdirSync(path);
  execFileSync('chown', ['postfix', data]);
  chownSync(mail, NOBODY, NOBODY);
  const port = await freePort();
  const log = join(folder, 'postfix.log');
  const main = {
    compatibility_level: '3.6',
    queue_directory: queue,
    data_directory: data,
    mail_owner: 'postfix',
    setgid_group: 'postdrop',
    myhostname: 'mail.example.jp',
    mydestination: '',
    mynetworks: '127.0.0.0/8',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    virtual_mailbox_domains: 'inbox.example.jp',
    virtual_mailbox_base: mail,
    virtual_mailbox_maps: 'static:box/',
    virtual_minimum_uid: '100',
    virtual_uid_maps: `static:${NOBODY}`,
    virtual_gid_maps: `static:${NOBODY}`,
    virtual_mailbox_limit: '0',
    smtpd_relay_restrictions: 'permit_mynetworks,reject',
    // It must not hold back a fast client of its own.
    smtpd_client_connection_count_limit: '0',
    smtpd_client_connection_rate_limit: '0',
    disable_dns_lookups: 'yes',
    smtpd_peername_lookup: 'no',
    maillog_file: log,
    maillog_file_prefixes: folder,
  };
  writeFileSync(
    join(etc, 'main.cf'),
    Object.entries(main)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  );
  const master = execFileSync(
    'sed',
    [`s/^smtp  *inet .*/127.0.0.1:${port} inet n - n - - smtpd/`, '/etc/postfix/master.cf'],
    { encoding: 'utf8' },
  );
  const unjailed = master.replace(/^(\S+\s+(?:unix|inet|fifo)\s+\S+\s+\S+\s+)y(\s)/gm, '$1n$2');
  const logged = /^postlog /m.test(unjailed)
    ? unjailed
    : `${unjailed}postlog   unix-dgram n  -       n       -       1       postlogd\n`;
  writeFileSync(join(etc, 'master.cf'), logged);
  const postfix = (...args: string[]) => execFileSync('postfix', ['-c', etc, ...args], { stdio: 'ignore' });
  postfix('start');
  await greets(port);
  const version = execFileSync('postconf', ['-d', '-h', 'mail_version'], { encoding: 'utf8' }).trim();
  return {
    what: `Postfix ${version} to a maildir`,
    port,
    to: 'box@inbox.example.jp',
    settled: () => untilEmpty(['incoming', 'active'].map((name) => join(queue, name))),
    async stop() {
      postfix('stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// Its 250 means queued; what it delivers afterwards would slow whoever is measured next.
async function untilEmpty(folders: string[]): Promise<void> {
  const left = () =>
    folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }));
  while (left().some((entry) => entry.isFile())) await delay(100);
}
