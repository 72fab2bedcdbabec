// Whose mail it is: by the address it was sent from, never by a display name or a subject.
import type { DecodedMail } from './mail.ts';

/** True when the address is of one of the domains or a sub-domain of one. */
export function isAddressOf(address: string, domains: readonly string[]): boolean {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
  return address.includes('@') && domains.some((own) => domain === own || domain.endsWith(`.${own}`));
}

/**
 * True when the mail was sent from one of the domains. A forward whose header named no address (`from` is null, or a
 * name alone) is taken for theirs only when its text holds one of their addresses or pages and `hasForm` says that
 * it holds their form.
 */
export function isFrom(
  mail: DecodedMail,
  domains: readonly string[],
  hasForm: (mail: DecodedMail) => boolean,
): boolean {
  const address = mail.from?.address ?? '';
  if (address.includes('@')) return isAddressOf(address, domains);
  return domains.some((domain) => mentions(mail.text, domain)) && hasForm(mail);
}

/** `@re-guide.jp`, `//www.re-guide.jp/`: the domain whole, not the tail of another (`not-re-guide.jp`). */
function mentions(text: string, domain: string): boolean {
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(domain); at >= 0; at = lower.indexOf(domain, at + 1)) {
    const before = lower.charAt(at - 1);
    const after = lower.charAt(at + domain.length);
    if ((before === '@' || before === '.' || before === '/') && !/[\w.-]/.test(after)) return true;
  }
  return false;
}
