// 転送先 as typed: which addresses they are, and what is wrong with one.
import { nfkc } from '../../lib/japanese-text.ts';

/** More than a portal offers; fewer than a mailing list. */
const FORWARD_MAX = 10;
/** RFC 5321 §4.5.3.1.3, without its angle brackets. */
const ADDRESS_MAX = 254;

// The addresses people have: no quoted names, no address literals, a domain with a dot.
const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;

/** Addresses without blanks, in half width, each once (the domain and, as everybody means it, the name in any case). */
export function cleanAddresses(typed: string[]): string[] {
  const found = new Map<string, string>();
  for (const one of typed) {
    const address = nfkc(one).trim();
    const key = address.toLowerCase();
    if (address !== '' && !found.has(key)) found.set(key, address);
  }
  return [...found.values()];
}

/** What is wrong with clean addresses, in Japanese; or null. `inboxDomain`: a mail sent there would come round again. */
export function addressesFault(addresses: string[], inboxDomain: string): string | null {
  for (const address of addresses) {
    if (address.length > ADDRESS_MAX || !ADDRESS.test(address))
      return `「${[...address].slice(0, 60).join('')}」はメールアドレスの形になっていません。`;
    if (address.toLowerCase().endsWith(`@${inboxDomain.toLowerCase()}`))
      return `「${address}」は受信ボックスのアドレスです。転送が繰り返されるため、指定できません。`;
  }
  return addresses.length > FORWARD_MAX
    ? `転送先は${FORWARD_MAX}件までです（現在${addresses.length}件）。`
    : null;
}
