// READ FIRST. The whole way of a lead, and who hears of what. Wiring only.
//
//   a portal mails an inbox address
//     → intake     stores the raw mail, then answers 250            (signal mail_received)
//     → reading    leases it, reads it: inquiry, notice, or neither
//     → customers  in the same transaction: the inquiry's customer, new or known, by the connection's rules;
//                  a notice's page is read on the portal            (job complete-notice)
//     → notify     after the commit: open pages ask again           (signal organization_changed)
//                  and the owner is told by mail                   (job tell-owner, published in that transaction)
//   a person gives a customer to somebody else
//     → notify     a moment later the new assignee is told         (job tell-assigned, published with the change)
//
// Words: organization (会社), connection (連携: one portal, one inbox address, its rules), mail (as it came),
// inquiry (反響: what somebody asked), notice (a mail that only announces one), customer (顧客: who asked),
// review (要確認: what a person must look at).

import {
  type AccountMails,
  holdOption,
  newestAudit,
  type OptionSwitched,
  RESET_VALID_SECONDS,
} from './accounts/index.ts';
import {
  type Connection,
  type Downstream,
  getConnection,
  getConnections,
  holdConnection,
  listOptionUsers,
} from './connections/index.ts';
import {
  COMPLETE_NOTICE,
  type CompletionParts,
  CUSTOMER_IMPORT,
  completeNoticeHandler,
  completeOpenNotices,
  countRecentInquiries,
  FINISH_TEST_INQUIRY,
  FORGET_CUSTOMER_IMPORT,
  finishTestInquiry,
  forgetHandler,
  holdMasters,
  type IncomingRequest,
  importHandler,
  inquiriesByDay,
  listMasters,
  newestChange,
  REPLAY,
  type ReplayParts,
  replayHandler,
  startCompletion,
  takeInInquiries,
  takeInInquiry,
  takeInNotice,
  takeInTest,
  tryRules,
  UNDO_CUSTOMER_IMPORT,
  undoHandler,
} from './customers/index.ts';
import {
  countGivenUp,
  getMail,
  getRawMail,
  lastArrivals,
  lastMailByInbox,
  listMails,
  mailFacts,
  setAside,
  takeInAside,
} from './intake/index.ts';
import {
  type AccountMailParts,
  forwardMails,
  type GivenUp,
  ORGANIZATION_CHANGED,
  type OriginalMail,
  onConnectionActivated,
  onConnectionDeleted,
  sendInvitation,
  sendPasswordReset,
  tellLogin,
  tellOwner,
  tellOwners,
} from './notify/index.ts';
import type { Database, Tx } from './platform/database.ts';
import { countDeadJobs } from './platform/dead-jobs.ts';
import { JOB_PUBLISHED, type JobHandler } from './platform/jobs.ts';
import type { Signals } from './platform/signals.ts';
import { countConfirmations, type MailRead } from './reading/index.ts';

/** After a commit, whatever process it was made by: open pages of every web part ask again, workers look for jobs. */
export const changes = (signals: Signals) => (organizationId: string) => {
  signals.send(ORGANIZATION_CHANGED, organizationId);
  signals.send(JOB_PUBLISHED, '');
};

/** mail read → customer, inside the transaction that settles the mail. */
export async function onMailRead(tx: Tx, read: MailRead): Promise<void> {
  const { result, organizationId, connectionId, mailId } = read;
  const seen = await getConnection(tx, organizationId, connectionId);
  // One that is being activated right now takes this mail in: it must not be put aside behind the back of the activation. A test
  // never is.
  const isKnown = seen?.state === 'active' || read.isTest;
  const connection = isKnown ? seen : await holdConnection(tx, organizationId, connectionId);
  if (!connection) throw new Error('a mail belongs to a connection that is not there');
  const request =
    result.outcome === 'inquiry' || result.outcome === 'notice'
      ? incomingRequest(read, result, connection)
      : null;
  if (read.isTest) return takeInTest(tx, read, result.outcome === 'inquiry' ? request : null);
  if (!(await takesIn(tx, organizationId, connection))) return setAside(tx, organizationId, mailId);
  if (isForwarded(connection, read)) await forwardMails(tx, organizationId, [mailId]);
  if (!request) return;
  const takeIn = result.outcome === 'inquiry' ? takeInInquiry : takeInNotice;
  const taken = await takeIn(tx, request);
  if (taken.type === 'linked') return;
  const { inquiryId } = taken;
  const { detailUrl } = request.inquiry;
  // Its page may say within seconds who it is: then the owner is told of somebody, else of the bare notice.
  const atTheLatest =
    taken.type === 'announced'
      ? await startCompletion(tx, { organizationId, connectionId, inquiryId, detailUrl })
      : null;
  await tellOwner(tx, { organizationId, inquiryId, ...(atTheLatest && { runAt: atTheLatest }) });
}

/**
 * The same for several mails of one organization at once: those with nothing special to them, mailed to connections that
 * take in. `settle` settles them and returns those whose lease was not lost. Returns what was dealt with; the rest go one
 * by one.
 */
export async function onMailsRead(
  tx: Tx,
  organizationId: string,
  reads: MailRead[],
  settle: (reads: MailRead[]) => Promise<MailRead[]>,
): Promise<MailRead[]> {
  const ids = [...new Set(reads.map(({ connectionId }) => connectionId))];
  const connections = new Map((await getConnections(tx, organizationId, ids)).map((one) => [one.id, one]));
  const plain = reads.filter(
    ({ isTest, connectionId, result }) =>
      !isTest && result.outcome !== 'notice' && connections.get(connectionId)?.state === 'active',
  );
  if (plain.length === 0 || !(await holdOption(tx, organizationId, 'portal-integration'))) return [];
  const settled = await settle(plain);
  const forwarded = settled.filter((read) => isForwarded(connections.get(read.connectionId), read));
  await forwardMails(
    tx,
    organizationId,
    forwarded.map(({ mailId }) => mailId),
  );
  const coming = settled.flatMap((read) => {
    const connection = connections.get(read.connectionId);
    const { result } = read;
    return connection && result.outcome === 'inquiry'
      ? { request: incomingRequest(read, result, connection) }
      : [];
  });
  if (coming.length === 0) return plain;
  const taken = await takeInInquiries(tx, organizationId, coming);
  const added = taken.flatMap((one) => (one.type === 'added' ? one.inquiryId : []));
  await tellOwners(tx, organizationId, added);
  return plain;
}

async function takesIn(tx: Tx, organizationId: string, connection: Connection): Promise<boolean> {
  return connection.state === 'active' && holdOption(tx, organizationId, 'portal-integration');
}

/** What a portal says of requests goes on to the connection's 転送先, also what could not be read; a stranger's mail does not. */
function isForwarded(connection: Connection | undefined, { result }: MailRead): boolean {
  if (connection === undefined || connection.forwardTo.length === 0) return false;
  return result.outcome !== 'not-an-inquiry' && result.portal !== null;
}

function incomingRequest(
  { organizationId, connectionId, mailId, sha256, receivedAt }: MailRead,
  { portal, inquiry, warnings }: Extract<MailRead['result'], { outcome: 'inquiry' | 'notice' }>,
  connection: Connection,
): IncomingRequest {
  return {
    organizationId,
    connectionId,
    portal,
    inquiry,
    warnings,
    receivedAt,
    mailId,
    mailKey: sha256,
    rules: connection,
    actor: { type: 'intake', connectionId, connectionName: connection.name },
  };
}

/** Work at a time: what runs each kind of job. */
export const handlers = (parts: Pick<CompletionParts, 'pages' | 'portals'>): Record<string, JobHandler> => ({
  [FINISH_TEST_INQUIRY]: finishTestInquiry,
  [COMPLETE_NOTICE]: completeNoticeHandler({ ...parts, takesIn, tell: tellOwner }),
});

/** Customers from files, and taking them back. */
export const importing = (db: Database): Record<string, JobHandler> => ({
  [CUSTOMER_IMPORT]: importHandler({ db }),
  [FORGET_CUSTOMER_IMPORT]: forgetHandler,
  [UNDO_CUSTOMER_IMPORT]: undoHandler,
});

/** Reading kept mails again. */
export const replaying = (parts: Pick<ReplayParts, 'db' | 'readers'>): Record<string, JobHandler> => ({
  [REPLAY]: replayHandler({ ...parts, takesIn, tell: tellOwner }),
});

/** A reader may have looked at the clock a little before the option that it then found off was switched. */
const CLOCK_MARGIN_MS = 60_000;

/** The option is on again: what active connections were mailed meanwhile was only kept, and is taken in now. */
export const onOptionSwitched: OptionSwitched = async (tx, { organizationId, isOn, before }) => {
  if (!isOn || !before) return;
  const since = new Date(before.getTime() - CLOCK_MARGIN_MS);
  const users = await listOptionUsers(tx, organizationId);
  const active = users.flatMap(({ id, state }) => (state === 'active' ? [id] : []));
  await takeInAside(tx, organizationId, active, since);
};

/** What connections need of the stages down the stream. */
export const downstream: Downstream = {
  mailFacts,
  lastArrivals,
  lastMailByInbox,
  inquiriesByDay,
  openConfirmations: countConfirmations,
  masters: listMasters,
  holdMasters,
  countRecentInquiries,
  tryRules,
  takeInAside,
  onActivated: onConnectionActivated,
  onDeleted: onConnectionDeleted,
  onLoginChecked: async (tx, event) => {
    await tellLogin(tx, event);
    if (event.outcome === 'verified') await completeOpenNotices(tx, event.organizationId, event.connectionId);
  },
};

/** When the first mail with an inquiry came for a connection since it was activated. */
export async function firstMailAt(
  tx: Tx,
  organizationId: string,
  connection: { id: string; activatedAt: Date },
): Promise<Date | null> {
  return (await mailFacts(tx, organizationId, [connection])).get(connection.id)?.firstMailAt ?? null;
}

/** When the last mails of a connection came, the last first. */
export async function arrivalsOf(tx: Tx, organizationId: string, connectionId: string): Promise<Date[]> {
  return (await lastArrivals(tx, organizationId, [connectionId])).get(connectionId) ?? [];
}

/** A mail that came, with its bytes, or null. */
export async function originalMail(
  tx: Tx,
  organizationId: string,
  mailId: string,
): Promise<OriginalMail | null> {
  const mail = await getMail(tx, organizationId, mailId);
  const raw = mail && (await getRawMail(tx, organizationId, mailId));
  if (!raw) return null;
  const { connectionId, receivedAt, subject, fromName, fromAddress } = mail;
  const from = [fromName, fromAddress && `<${fromAddress}>`].filter(Boolean).join(' ');
  return { connectionId, receivedAt, subject: subject ?? '', from, raw };
}

/** How much was given up after `since` and waits for somebody. */
export async function givenUpSince(tx: Tx, organizationId: string, since: Date): Promise<GivenUp> {
  return {
    mails: await countGivenUp(tx, organizationId, since),
    jobs: await countDeadJobs(tx, organizationId, since),
  };
}

/** Mails about accounts: who is invited, who asks for another password. */
export const openAccountMails = (parts: AccountMailParts): AccountMails => ({
  invitation: (tx, mail) => sendInvitation(tx, parts, mail),
  passwordReset: (tx, mail) => sendPasswordReset(tx, parts, { ...mail, validSeconds: RESET_VALID_SECONDS }),
});

/** What an open page would show anew: changes when any list of the organization does. */
export function readMark(db: Database, organizationId: string): Promise<string> {
  return db.withOrganization(organizationId, async (tx) => {
    const [mail] = await listMails(tx, organizationId, {}, { before: null, limit: 1 });
    const marks = [
      await newestChange(tx, organizationId),
      await newestAudit(tx, organizationId),
      mail?.id,
      mail?.state,
    ];
    return marks.join('|');
  });
}
