// What is the same, or nearly, at the same moment: several workers take in what many connections bring.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { composeInquiry } from '../../support/mails.ts';
import { connectSmtp } from '../../support/smtp-client.ts';
import type { Context, Scenario } from '../scenario.ts';
import { audit, waitUntilQuiet } from '../support/audit.ts';
import { type Cluster, openClusters } from '../support/clusters.ts';
import { type Installation, openInstallation } from '../support/installation.ts';
import type { Lead } from '../support/leads.ts';
import { type Ledger, openLedger } from '../support/ledger.ts';
import { type Asked, possibleOutcomes, type Seen, textOf } from '../support/same-person.ts';

const CLUSTERS_AT_ONCE = 6;
const SAME_BYTES = 50;
const QUIET_WITHIN_MS = 60_000;

export const sameAtOnce: Scenario = {
  name: 'same-at-once',
  proves: 'workers make of mails that come at once what they would make of them one after another',
  async run(context) {
    const { by, check, count, random } = context;
    const workers = by({ short: 2, normal: 8, long: 8 }); // each of them reads several at a time
    const waves = by({ short: 3, normal: 60, long: 400 });
    const installation = await openInstallation({ firms: 1, connections: 3 });
    try {
      const ledger = await openLedger(join(installation.folder, 'ledger'));
      const parts = [installation.start({ parts: ['smtp'] })];
      for (let n = 1; n <= workers; n++)
        parts.push(installation.start({ parts: ['worker'], name: `worker-${n}` }));
      await Promise.all(parts.map(({ up }) => up));
      const clusters = openClusters(random);
      for (let wave = 1; wave <= waves; wave++) {
        const all = Array.from({ length: CLUSTERS_AT_ONCE }, () => clusters.next());
        await send(
          context,
          installation,
          ledger,
          all.flatMap(({ before }) => before),
        );
        const atOnce = all.flatMap(({ atOnce }) => atOnce);
        const [copied] = atOnce;
        await send(context, installation, ledger, atOnce, wave % 2 === 1 ? copied : undefined);
        for (const cluster of all) await judge(context, installation, cluster);
        count('clusters', all.length);
      }
      await ledger.close();
      const { query, relayed } = installation;
      const { counts, broken } = await audit({
        query,
        ledgerFile: ledger.file,
        relayed: relayed(),
        arePeopleDifferent: false,
      });
      for (const [what, n] of Object.entries(counts)) count(what, n);
      for (const promise of broken) check(false, promise);
    } finally {
      await installation.close();
    }
  },
};

/** Sends all at the same moment, each over a connection of its own, one of them over fifty; then all are read and told. */
async function send(
  { check, random }: Context,
  { firms, smtpPort, query }: Installation,
  ledger: Ledger,
  mails: Asked[],
  copied?: Asked,
): Promise<void> {
  const [inboxes = []] = firms;
  const leads = mails.flatMap((asked, nr) => {
    // Dealt in turn: those of one cluster come through all of the connections.
    const lead = leadOf(asked, inboxes[nr % inboxes.length] ?? '', random.chance(0.5));
    return Array<Lead>(asked === copied ? SAME_BYTES : 1).fill(lead);
  });
  const lanes = await Promise.all(
    leads.map(async (lead) => ({ lead, client: await connectSmtp(smtpPort, '127.0.0.1', 30_000) })),
  );
  await Promise.all(
    lanes.map(async ({ lead, client: first }) => {
      const { raw, ...mail } = lead;
      let client = first;
      for (let tries = 1; ; tries++) {
        await ledger.sending(mail);
        const answer = await client.deliver(raw, mail.to);
        client.close();
        if (/^250/.test(answer)) return ledger.accepted(mail);
        if (tries === 20) throw new Error(`${mail.token} is not taken: ${answer}`);
        client = await connectSmtp(smtpPort, '127.0.0.1', 30_000);
      }
    }),
  );
  const waiting = await waitUntilQuiet(query, QUIET_WITHIN_MS);
  check(waiting === null, `not read or not told in time: ${waiting}`);
}

function leadOf(asked: Asked, inbox: string, ownMessageId: boolean): Lead {
  const { token, number, at, name, phone, email } = asked;
  const text = composeInquiry({
    number: number ?? null,
    requestedAt: at.replaceAll('-', '/').replace('T', ' '),
    name: name ?? null,
    phone: phone?.replace('+81', '0') ?? null,
    email: email ?? null,
    property: `東京都世田谷区桜丘99丁目9番 ${token}`,
    // Else all have the same one, whoever they are from.
    ...(ownMessageId && { messageId: `${token}@re-guide.jp` }),
  });
  const raw = Buffer.from(text);
  const sha256 = createHash('sha256').update(raw).digest('hex');
  return { token, to: [inbox], sha256, number: number ?? '', person: token, raw };
}

async function judge({ check, count }: Context, installation: Installation, cluster: Cluster): Promise<void> {
  const { before, atOnce } = cluster;
  const possible = possibleOutcomes(before, atOnce);
  const seen = textOf(await look(installation, [...before, ...atOnce]));
  if (possible.size > 1) count('clusters with more than one right outcome');
  check(
    possible.has(seen),
    `${JSON.stringify(cluster)} became\n${seen}\nand not one of\n${[...possible].join('\nor\n')}`,
  );
}

/** The customers that these mails led to. */
async function look({ query }: Installation, mails: Asked[]): Promise<Seen[]> {
  const rows = await query<{ customer: string; inquiry: string; token: string; counted: number }>(
    `SELECT q.customer_id AS customer, q.id AS inquiry, c.inquiry_count AS counted,
       substring(convert_from(m.raw, 'UTF8') FROM '99丁目9番 (m[0-9]+)') AS token
     FROM mails m JOIN inquiry_mails l ON l.mail_id = m.id JOIN inquiries q ON q.id = l.inquiry_id
     JOIN customers c ON c.id = q.customer_id
     WHERE substring(convert_from(m.raw, 'UTF8') FROM '99丁目9番 (m[0-9]+)') = ANY($1) ORDER BY q.id`,
    [mails.map(({ token }) => token)],
  );
  const ids = [...new Set(rows.map(({ customer }) => customer))];
  const points = await query<{ customer: string; kind: string; key: string }>(
    'SELECT customer_id AS customer, kind, key FROM contact_points WHERE customer_id = ANY($1)',
    [ids],
  );
  const pairs = await query<{ one: string; other: string }>(
    `SELECT customer_id AS one, other_id AS other FROM duplicate_candidates WHERE customer_id = ANY($1)
     UNION SELECT other_id, customer_id FROM duplicate_candidates WHERE customer_id = ANY($1)`,
    [ids],
  );
  const tokensOf = (customer: string) =>
    rows.flatMap((row) => (row.customer === customer ? [row.token] : [])).sort();
  return ids.map((customer) => {
    const own = rows.filter((row) => row.customer === customer);
    const requests = [...new Set(own.map(({ inquiry }) => inquiry))].map((inquiry) =>
      own.filter((row) => row.inquiry === inquiry).map(({ token }) => token),
    );
    if (own[0]?.counted !== requests.length) requests.push([`${own[0]?.counted} are counted`]);
    const keys = (kind: string) =>
      points.filter((p) => p.customer === customer && p.kind === kind).map(({ key }) => key);
    const suspected = pairs
      .filter(({ one }) => one === customer)
      .map(({ other }) => tokensOf(other)[0] ?? '');
    return { requests, names: keys('name').length, phones: keys('phone'), emails: keys('email'), suspected };
  });
}
