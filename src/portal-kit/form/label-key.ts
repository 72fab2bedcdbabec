// From a label as written to the field it fills. Labels are compared whole, never by their ends (名前 is not 物件名).
import { nfkc } from '../../lib/japanese-text.ts';
import { type FieldId, LABELS } from './words/labels.ts';

const BLANKS = /[\s\u3000\u200b]+/g;
const ASKING = /問い?合わ?せ/g;
const EXTRA_NOTE =
  /\((?:必須|任意|必須項目|半角|全角|半角数字|漢字|日本語)\)|\[(?:必須|任意)\]|[※*]+$|^[※*]+/g;
const POLITE = /^[おご御](?!客様$)/;
const MAX_LABEL = 40;
const MAX_CACHE = 5_000;

/** labelKey(), remembered. */
export function keyOf(label: string): string {
  let key = keys.get(label);
  if (key === undefined) {
    key = labelKey(label);
    if (keys.size >= MAX_CACHE) keys.clear();
    keys.set(label, key);
  }
  return key;
}

/** Folds a label: NFKC, blanks out, お/ご off its front, spellings of 問い合わせ as one, lower case. */
export function labelKey(label: string): string {
  return nfkc(label)
    .replace(BLANKS, '')
    .toLowerCase()
    .replace(ASKING, '問合せ')
    .replace(/[‐‑–—−ｰ]/g, '-')
    .replace(POLITE, '');
}

const FIELDS = new Map<string, FieldId>();
for (const [field, labels] of Object.entries(LABELS) as [FieldId, string][])
  for (const label of labels.split(' ')) FIELDS.set(labelKey(label), field);

const cache = new Map<string, FieldId | null>();
const keys = new Map<string, string>();

/** The field of a label as written, or null. Remembers what it saw: portals write the same labels in each mail. */
export function fieldOf(label: string): FieldId | null {
  if (label.length > MAX_LABEL) return null;
  const known = cache.get(label);
  if (known !== undefined) return known;
  const field = look(label);
  if (cache.size >= MAX_CACHE) cache.clear();
  cache.set(label, field);
  return field;
}

function look(label: string): FieldId | null {
  const key = labelKey(label);
  const bare = key.replace(EXTRA_NOTE, '').replace(POLITE, '');
  return (
    FIELDS.get(key) ?? FIELDS.get(bare) ?? FIELDS.get(bare.replace(/^依頼者の?|^お?客様の?/, '')) ?? null
  );
}
