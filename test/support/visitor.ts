// Somebody with a browser: cookies, redirects, forms in the page's charset.
import Encoding from 'encoding-japanese';

export interface VisitedPage {
  status: number;
  /** Where the redirects ended. */
  path: string;
  charset: string;
  html: string;
}

const MAX_REDIRECTS = 10;

/** A visitor with no cookies yet. `submit` fills in the form of the last page, hidden fields included. */
export function visitor(origin: string) {
  const cookies = new Map<string, string>();
  let last: VisitedPage | null = null;

  async function visit(path: string, init: RequestInit = {}): Promise<VisitedPage> {
    let at = new URL(path, origin);
    let request = init;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { ...request.headers, ...(cookie ? { cookie } : {}) };
      const answer = await fetch(at, { ...request, headers, redirect: 'manual' });
      for (const line of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
        cookies.set(name, value);
      }
      const location = answer.headers.get('location');
      if (location === null) {
        const charset = /charset=(.+)$/.exec(answer.headers.get('content-type') ?? '')?.[1] ?? 'UTF-8';
        const html = new TextDecoder(charset).decode(await answer.arrayBuffer());
        last = { status: answer.status, path: at.pathname, charset, html };
        return last;
      }
      at = new URL(location, at);
      request = {};
    }
    throw new Error('too many redirects');
  }

  const post = (path: string, fields: Record<string, string>) => {
    const body = Object.entries(fields)
      .map(([name, value]) => `${escaped(name, last)}=${escaped(value, last)}`)
      .join('&');
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin };
    return visit(path, { method: 'POST', body, headers });
  };

  return {
    get: (path: string) => visit(path),
    post,
    /** Posts the last page's form with these fields; `nth` where it has several. */
    submit(fields: Record<string, string>, nth = 0): Promise<VisitedPage> {
      const form = last?.html.match(/<form[\s\S]*?<\/form>/g)?.[nth];
      if (!form) throw new Error(`no form on ${last?.path}`);
      const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
      const action = /action="([^"]+)"/.exec(form)?.[1] ?? last?.path ?? '/';
      return post(action, {
        ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
        ...fields,
      });
    },
  };
}

function escaped(text: string, page: VisitedPage | null): string {
  const to = page?.charset.toLowerCase() === 'shift_jis' ? 'SJIS' : 'UTF8';
  const codes = Encoding.convert(Encoding.stringToCode(text), { to, from: 'UNICODE', type: 'array' });
  return Encoding.urlEncode(codes).replaceAll('%20', '+');
}
