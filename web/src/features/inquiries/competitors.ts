// How many firms the same person asked at once, where the portal says it. Pure.
import type { Inquiry } from '../../api/client.ts';
import { short } from '../../format/text.ts';

// 同時送信社数, 同時査定社数, 査定依頼社数 …: kept with the labels that no field has.
const LABEL = /社数$/;

/** As the portal wrote it, or null. */
export function competitorsOf({ extras }: Inquiry): { label: string; value: string } | null {
  const found = extras.find(
    ({ label, value }) => LABEL.test(label.normalize('NFKC')) && /\d/.test(value.normalize('NFKC')),
  );
  return found ? { label: short(found.label, 20), value: short(found.value, 20) } : null;
}
