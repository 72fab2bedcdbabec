// Whether an address lies in an area, by how both are written. Pure; no list of places: an address as people write it begins
// with its prefecture, or with its city where the prefecture goes without saying.
import { nameKey } from '../../../lib/japanese-text.ts';
import type { Area } from '../model.ts';
import { prefectures } from './prefectures.ts';

const POSTAL = /^〒?\d{3}-?\d{4}/;
const DISTRICT = /^.{1,4}?郡/;

/**
 * True when the address lies in it. A prefecture that is not written cannot be told by: then the city alone decides, and an
 * area without a city does not hold.
 */
export function isInArea(address: string, { prefecture, city }: Area): boolean {
  const written = placeKey(address).replace(POSTAL, '');
  const of = prefectures.find((one) => written.startsWith(placeKey(one)));
  if (of !== undefined && of !== prefecture) return false;
  if (city === null) return of !== undefined;
  const rest = of === undefined ? written : written.slice(placeKey(of).length);
  const wanted = placeKey(city);
  return wanted !== '' && [rest, rest.replace(DISTRICT, '')].some((place) => place.startsWith(wanted));
}

/** 鎌ヶ谷 is 鎌ケ谷, 竜ヶ崎 is 龍ケ崎. */
function placeKey(text: string): string {
  return nameKey(text).replaceAll('ヶ', 'ケ');
}
