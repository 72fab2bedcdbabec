// A signed-in person at the running program's API, as the screen is.
import type { TestProgram } from './program.ts';

/** The JSON answer of a call; `data` of every shape. */
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  data: any;
  /** As it came. */
  text: string;
  bytes: Uint8Array;
}

export type Session = Awaited<ReturnType<typeof signIn>>;

/** Signs in; resolves with how to call /api/v1 as that person. A body of bytes is sent as it is. */
export async function signIn(program: Pick<TestProgram, 'url'>, person: { email: string; password: string }) {
  const origin = { 'Content-Type': 'application/json', Origin: program.url };
  const signedIn = await fetch(`${program.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: origin,
    body: JSON.stringify(person),
  });
  if (!signedIn.ok) throw new Error(`sign-in was refused: ${signedIn.status}`);
  const cookies = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const headers = { ...origin, Cookie: cookies.join('; ') };
  return async (
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await fetch(`${program.url}/api/v1${path}`, {
      method,
      headers: {
        ...headers,
        ...(body instanceof Uint8Array && { 'Content-Type': 'application/octet-stream' }),
        ...more,
      },
      ...(body !== undefined && {
        body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body),
      }),
    });
    const bytes = await answer.bytes();
    const text = new TextDecoder().decode(bytes);
    return { status: answer.status, text, bytes, data: text.startsWith('{') ? JSON.parse(text) : null };
  };
}
