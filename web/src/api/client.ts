// The typed way to the server. Types come from openapi.json alone; a refusal is thrown as a Refusal.
import createClient, { type Middleware } from 'openapi-fetch';
import { words } from '../words/index.ts';
import { inputTexts } from '../words/input-texts.ts';
import { noteServerTime } from './clock.ts';
import { firmOfPage } from './firm-of-page.ts';
import type { components, paths } from './schema.gen.ts';

type Schemas = components['schemas'];
export type Me = Schemas['Me'];
export type Inquiry = Schemas['Inquiry'];
export type InquiryFilter = Schemas['InquiryFilter'];
export type InquiryView = Schemas['InquiryView'];
export type InquiryChange = Schemas['InquiryChange']['change'];
export type Activity = Schemas['Activity'];
export type NewActivity = Schemas['NewActivity'];
export type Note = Schemas['Note'];
export type Task = Schemas['Task'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Customer = Schemas['Customer'];
export type CustomerDetail = Schemas['CustomerDetail'];
export type MergePreview = Schemas['MergePreview'];
export type MergeChoices = Schemas['MergeChoices'];
export type MergedCustomer = Schemas['MergedCustomer'];
export type MergeUndoPreview = Schemas['MergeUndoPreview'];
export type FieldHistoryLine = Schemas['FieldHistoryLine'];
export type HistoryLine = Schemas['HistoryLine'];
export type Mail = Schemas['Mail'];
export type DeadJob = Schemas['DeadJob'];
export type Replay = Schemas['Replay'];
export type CustomerImport = Schemas['CustomerImport'];
export type CustomerImportUndo = NonNullable<Schemas['CustomerImportUndo']>;
export type MatchingChange = Schemas['MatchingChange'];
export type CustomerImportOptions = Schemas['CustomerImportOptions'];
export type Dashboard = Schemas['Dashboard'];
export type MailText = Schemas['MailText'];
export type Connection = Schemas['Connection'];
export type ConnectionLogin = Schemas['ConnectionLogin'];
export type Confirmation = Schemas['Confirmation'];
export type TestInquiry = Schemas['TestInquiry'];
export type NewConnection = Schemas['NewConnection'];
export type ConnectionForwarding = Schemas['ConnectionForwarding'];
export type ConnectionEdit = Schemas['ConnectionEdit'];
export type NewLogin = Schemas['NewLogin'];
export type HandEntry = Schemas['HandEntry'];
export type User = Schemas['User'];
export type Invitation = Schemas['Invitation'];
export type InvitationLook = Schemas['InvitationLook'];
export type Status = Schemas['Status'];
export type CustomerGroup = Schemas['Group'];
export type Branch = Schemas['Branch'];
export type DynamicGroup = Schemas['DynamicGroup'];
export type Options = Schemas['Options'];
export type NoticePreferences = Schemas['NoticePreferences'];
export type NewPushDevice = Schemas['NewPushDevice'];
export type OwnNotices = Schemas['OwnNotices'];
export type WeekTime = NonNullable<NoticePreferences['quiet']>;
export type Escalation = Schemas['Escalation'];
export type EscalationEdit = Schemas['EscalationEdit'];
export type Chat = Schemas['Chat'];
export type NewChat = Schemas['NewChat'];
export type ChatEdit = Schemas['ChatEdit'];
export type OutgoingMail = Schemas['OutgoingMail'];
export type AssignmentRules = Schemas['AssignmentRules'];
export type AssignmentRule = Schemas['AssignmentRule'];
export type AssignmentConditions = Schemas['AssignmentConditions'];
export type AssignmentRulesEdit = Schemas['AssignmentRulesEdit'];
export type AssignmentTrial = Schemas['AssignmentTrial'];
export type InquiryAssignment = NonNullable<Schemas['InquiryAssignment']>;
export type PastedPage = Schemas['PastedPage'];
export type PastePreview = Schemas['PastePreview'];
export type NewCustomer = Schemas['NewCustomer'];
export type CustomerEdit = Schemas['CustomerEdit'];
export type FirstOrganization = Schemas['FirstOrganization'];

/** Which refusal it is. */
type Code = Schemas['Problem']['code'];

/** What the server answered instead of what was asked: RFC 9457 problem+json. `status` 0: it could not be reached. */
export class Refusal extends Error {
  readonly status: number;
  /** Wrong inputs: path → text. */
  readonly fields: Record<string, string>;
  /** Which refusal it is, as the API names it; empty when the server could not be reached. */
  readonly code: Code | '';
  /** What is needed to go on: counts, the values as they are now. Its shape goes with the code. */
  readonly data: unknown;
  /** Nothing was heard in time: trying once more takes as long. */
  readonly isLate: boolean;
  constructor(
    status: number,
    message: string,
    more: { fields?: Record<string, string>; code?: Code | ''; data?: unknown; isLate?: boolean } = {},
  ) {
    super(message);
    this.status = status;
    this.fields = more.fields ?? {};
    this.code = more.code ?? '';
    this.data = more.data;
    this.isLate = more.isLate ?? false;
  }
}

/** The refusal with this code, or null for anything else. */
export function refusedAs(error: unknown, code: Code): Refusal | null {
  return error instanceof Refusal && error.code === code ? error : null;
}

const clock: Middleware = {
  onResponse({ response }) {
    noteServerTime(response.headers.get('date'), Date.now());
  },
};

const firm: Middleware = {
  onRequest({ request }) {
    const id = firmOfPage();
    if (id !== null) request.headers.set('Digima-Organization', id);
  },
};

const READ_WITHIN_MS = 30_000;
const WRITE_WITHIN_MS = 60_000;

// A network that swallows what is sent says nothing for minutes: what waits for it would wait as long. The server's own limit for a
// statement is 9 s. A file takes what its line takes.
function fetchInTime(request: Request): Promise<Response> {
  if (request.headers.get('content-type') === 'application/octet-stream') return fetch(request);
  const ms = request.method === 'GET' ? READ_WITHIN_MS : WRITE_WITHIN_MS;
  return fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(ms)]) });
}

const client = createClient<paths>({ baseUrl: window.location.origin, fetch: fetchInTime });
client.use(clock, firm);

/** The openapi-fetch client. Use `answerOf` around its calls. */
export const api = client;

/** The data of a call. @throws Refusal in the screen's language, else in the server's own words where it gave any. */
export async function answerOf<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  let done: Awaited<typeof call>;
  try {
    done = await call;
  } catch (error) {
    // Of who gave it up themselves nobody is told. In the middle of an answer a browser calls the end of its time an abort too.
    throw new Refusal(0, '', { isLate: error instanceof DOMException });
  }
  if (done.response.ok) return done.data as T;
  const problem = (typeof done.error === 'object' ? done.error : null) as Partial<Schemas['Problem']> | null;
  const { code, data, detail = '', errors = {} } = problem ?? {};
  const ours = code && words.refusals[code];
  throw new Refusal(done.response.status, (typeof ours === 'function' ? ours(data) : ours) ?? detail, {
    fields: await inputTexts(errors),
    code: code ?? '',
    data,
  });
}
