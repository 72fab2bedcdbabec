// What a person typed of a customer → what the customer is known by, or what is wrong with it. Pure.
import { toE164 } from '../../lib/phones.ts';
import { type ContactPoint, contactPoints } from './contact-points.ts';

/** As typed, without blanks around. */
export interface TypedContact {
  name?: string | undefined;
  nameKana?: string | undefined;
  phones?: string[] | undefined;
  emails?: string[] | undefined;
}

/** `fields`: what is wrong, path → Japanese text; empty when all is well. Empty lines of a list are left out. */
export interface ReadContact {
  points: ContactPoint[];
  fields: Record<string, string>;
}

const MAIL_ADDRESS = /^[^\s@]+@[^\s@]+$/u;

/** Never as strict as a standard: an address like `a..b.@docomo.example` is real. */
export function readTypedContact({ name, nameKana, phones = [], emails = [] }: TypedContact): ReadContact {
  const fields: Record<string, string> = {};
  const numbers: string[] = [];
  const numbersAsTyped: string[] = [];
  for (const [i, typed] of phones.entries()) {
    if (typed === '') continue;
    const number = toE164(typed);
    if (number) {
      numbers.push(number);
      numbersAsTyped.push(typed);
    } else fields[`phones.${i}`] = '電話番号として読めません。市外局番から、数字で入力してください。';
  }
  const points = contactPoints({
    ...(name && { name }),
    ...(nameKana && { nameKana }),
    phones: numbers,
    phonesAsSent: numbersAsTyped,
  });
  for (const [i, email] of emails.entries()) {
    if (email === '') continue;
    if (MAIL_ADDRESS.test(email)) points.push(...contactPoints({ email }));
    else fields[`emails.${i}`] = 'メールアドレスの形をご確認ください。';
  }
  const seen = new Set<string>();
  const once = points.filter(({ kind, key }) => !seen.has(`${kind}\n${key}`) && seen.add(`${kind}\n${key}`));
  return { points: once, fields };
}
