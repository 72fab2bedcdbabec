// The typed way to the server. Types come from openapi.json alone; a refusal is thrown as a Refusal.
import createClient, { type Middleware } from 'openapi-fetch';
import { noteServerTime } from './clock.ts';
import type { components, paths } from './schema.gen.ts';

type Schemas = components['schemas'];
export type Me = Schemas['Me'];
export type Inquiry = Schemas['Inquiry'];
export type Customer = Schemas['Customer'];
export type CustomerDetail = Schemas['CustomerDetail'];
export type HistoryLine = Schemas['HistoryLine'];
export type Mail = Schemas['Mail'];
export type MailText = Schemas['MailText'];
export type Connection = Schemas['Connection'];
export type HandEntry = Schemas['HandEntry'];
export type FirstOrganization = Schemas['FirstOrganization'];

/** What the server answered instead of what was asked: RFC 9457 problem+json. `status` 0: it could not be reached. */
export class Refusal extends Error {
  readonly status: number;
  /** Wrong inputs: path → Japanese text. */
  readonly fields: Record<string, string>;
  constructor(status: number, message: string, fields: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}

const clock: Middleware = {
  onResponse({ response }) {
    noteServerTime(response.headers.get('date'), Date.now());
  },
};

const client = createClient<paths>({ baseUrl: window.location.origin });
client.use(clock);

/** The openapi-fetch client. Use `answerOf` around its calls. */
export const api = client;

/** The data of a call. @throws Refusal with the server's own words where it gave any. */
export async function answerOf<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  let done: Awaited<typeof call>;
  try {
    done = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal(0, '');
  }
  if (done.response.ok) return done.data as T;
  const problem = (typeof done.error === 'object' ? done.error : null) as Partial<Schemas['Problem']> | null;
  throw new Refusal(done.response.status, problem?.detail ?? '', problem?.errors ?? {});
}
