// A field of an inquiry by its path, and its value, in words. Pure.
import { minuteTime } from '../../format/jst.ts';
import { words } from '../../words/index.ts';

const { fields, kindsLong, propertyTypes } = words.inquiry;
const own: Record<string, string> = {
  'property.address': fields.propertyAddress,
  'property.postalCode': fields.propertyPostalCode,
  'property.typeText': fields.type,
};
const named: Record<string, string> = fields;

/** `contact.name` → お名前; the path itself where nobody has a word for it. */
export function fieldWord(path: string): string {
  if (path.startsWith('extras.')) return path.slice('extras.'.length);
  const last = path.split('.').at(-1) ?? path;
  return words.replay.fields[path] ?? own[path] ?? named[last] ?? path;
}

/** The value as people read it. */
export function valueWord(path: string, value: string): string {
  const choices: Record<string, Record<string, string>> = {
    kind: kindsLong,
    'property.type': propertyTypes,
    'mail.outcome': words.mail.outcomes,
  };
  if (path === 'requestedAt') return minuteTime(value);
  if (path === 'mail.warnings')
    return value
      .split('、')
      .map((code) => (words.warnings.texts as Record<string, string>)[code] ?? code)
      .join(' ');
  return choices[path]?.[value] ?? value;
}
