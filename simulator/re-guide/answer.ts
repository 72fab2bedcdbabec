// Pages and forms in the site's charset: HTML out as Shift_JIS or UTF-8 bytes, form fields back in.
import Encoding from 'encoding-japanese';
import type { Context } from 'hono';
import type { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Settings } from './model.ts';

export type Html = ReturnType<typeof html>;
export type Charset = Settings['charset'];

/** Answers with a page. A letter that Shift_JIS lacks is written as a character reference. */
export async function answer(
  c: Context,
  charset: Charset,
  page: Html,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  return c.body(encode(String(await page), charset), status, {
    'Content-Type': `text/html; charset=${charset}`,
    'Cache-Control': 'no-store',
  });
}

function encode(text: string, charset: Charset): Uint8Array<ArrayBuffer> {
  if (charset === 'UTF-8') return new TextEncoder().encode(text);
  return Uint8Array.from(
    Encoding.convert(Encoding.stringToCode(text), {
      to: 'SJIS',
      from: 'UNICODE',
      type: 'array',
      fallback: 'html-entity',
    }),
  );
}

/** `one`: the last value of that name, '' without any. */
export interface FormFields {
  one(name: string): string;
  all(name: string): string[];
}

const MAX_FORM_BYTES = 1_000_000;

/** The fields of an urlencoded form, as sent: nothing is trimmed. */
export async function formFields(c: Context, charset: Charset): Promise<FormFields> {
  const body = Buffer.from(await c.req.arrayBuffer());
  const fields: [string, string][] = [];
  const decoder = new TextDecoder(charset);
  for (const pair of body.subarray(0, MAX_FORM_BYTES).toString('latin1').split('&')) {
    const cut = pair.indexOf('=');
    const [name, value] = cut < 0 ? [pair, ''] : [pair.slice(0, cut), pair.slice(cut + 1)];
    fields.push([decoder.decode(unescaped(name)), decoder.decode(unescaped(value))]);
  }
  return {
    one: (name) => fields.findLast(([given]) => given === name)?.[1] ?? '',
    all: (name) => fields.filter(([given]) => given === name).map(([, value]) => value),
  };
}

function unescaped(text: string): Buffer {
  const plain = text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}
