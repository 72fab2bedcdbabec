// What a contact can be recognised by. Pure.
import { foldText, kanaKey, nameKey } from '../../lib/japanese-text.ts';
import { storable, storableKey } from '../../lib/storable.ts';
import type { Contact } from '../../portal-kit/model.ts';
import type { ContactPointKind } from '../model.ts';

/** `value` as sent, `key` to compare: E.164, folded mail address, folded name or kana. Both as the
 * database can keep them. */
export interface ContactPoint {
  kind: ContactPointKind;
  value: string;
  key: string;
}

/** All contact points of a contact, phones first, without repeats and without empty keys. */
export function contactPoints(contact: Contact): ContactPoint[] {
  const points: ContactPoint[] = (contact.phones ?? []).map((phone, i) => ({
    kind: 'phone',
    value: contact.phonesAsSent?.[i] ?? phone,
    key: phone,
  }));
  if (contact.email) points.push({ kind: 'email', value: contact.email, key: foldText(contact.email) });
  if (contact.name) points.push({ kind: 'name', value: contact.name, key: nameKey(contact.name) });
  if (contact.nameKana)
    points.push({ kind: 'kana', value: contact.nameKana, key: kanaKey(contact.nameKana) });
  const seen = new Set<string>();
  return points
    .map(({ kind, value, key }) => ({ kind, value: storable(value), key: storableKey(key) }))
    .filter(({ kind, key }) => {
      const id = `${kind}\n${key}`;
      if (key === '' || seen.has(id)) return false;
      seen.add(id);
      return true;
    });
}

/** The keys of one kind. */
export function keysOf(points: Pick<ContactPoint, 'kind' | 'key'>[], kind: ContactPointKind): string[] {
  return points.filter((p) => p.kind === kind).map((p) => p.key);
}
