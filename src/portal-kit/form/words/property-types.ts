// 物件種別 as portals write them → one of eight types. Data, tried from the top; the text itself is kept beside it.
import { foldText } from '../../../lib/japanese-text.ts';
import type { PropertyType } from '../../model.ts';

const RULES: [PropertyType, RegExp][] = [
  ['mansion-building', /(?:一棟|1棟|棟売).*マンション|マンション.*(?:一棟|1棟|棟売)/],
  ['apartment-building', /アパート|コーポ|ハイツ/],
  [
    'office-building',
    /(?:一棟|1棟|棟売).*ビル|ビル.*(?:一棟|1棟|棟売)|^(?:売り?|商業|オフィス|収益|賃貸)?ビル(?:ディング)?$|オフィスビル/,
  ],
  ['shop-office', /店舗|事務所|オフィス|テナント/],
  ['condo-unit', /マンション|区分所有|アパートメント|公団/],
  ['house', /戸建|一軒家|一戸|テラスハウス|タウンハウス|住宅/],
  ['land', /土地|売地|宅地|更地|借地|農地|山林|田畑/],
  ['office-building', /ビル/],
];

const MAX_CACHE = 1_000;
const cache = new Map<string, PropertyType>();

/** The type a text names; `other` where it names none of ours (工場, 倉庫, 駐車場 …). */
export function propertyType(text: string): PropertyType {
  let type = cache.get(text);
  if (type === undefined) {
    type = firstRule(text);
    if (cache.size >= MAX_CACHE) cache.clear();
    cache.set(text, type);
  }
  return type;
}

function firstRule(text: string): PropertyType {
  const words = foldText(text);
  return RULES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other';
}
