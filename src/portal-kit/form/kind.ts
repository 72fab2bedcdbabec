// What was asked for: an appraisal, a property, a visit. By the labels first, then by what the sender says.

import type { InquiryKind } from '../model.ts';
import type { Entry } from './entry.ts';
import { keyOf } from './label-key.ts';
import { isBlank } from './words/blanks.ts';

const VISIT = /見学|来場|内見|案内予約/;
const APPRAISAL = /査定|売却/;
const PROPERTY = /資料請求|物件.{0,8}問い?合わ?せ|問い?合わ?せ.{0,4}物件|物件詳細|お?問い?合わ?せ|反響/;
const ASKED = /^(?:問合せ|反響|依頼|申込)?(?:種別|種類|区分|内容区分)$/;
const APPRAISAL_FIELDS = new Set(['method', 'reason', 'timing']);
const PROPERTY_FIELDS = new Set(['price', 'rent', 'listingNumber', 'propertyUrl']);

/** Kind of an inquiry with these labels, subject and prose; `other` where nothing tells. */
export function kindOf(entries: readonly Entry[], subject: string, prose: readonly string[]): InquiryKind {
  const labelled = byLabels(entries);
  if (labelled === 'property' && VISIT.test(subject)) return 'visit';
  return labelled ?? byWords(subject) ?? byWords(prose.slice(0, 30).join('\n')) ?? 'other';
}

function byLabels(entries: readonly Entry[]): InquiryKind | null {
  const filled = entries.filter(({ value }) => !isBlank(value));
  const named = filled.find(({ field, label }) => field !== 'message' && ASKED.test(keyOf(label)));
  const said = named ? byWords(named.value) : null;
  if (said) return said;
  const keys = filled.filter(({ field }) => field !== 'message').map(({ label }) => label);
  if (keys.some((label) => /見学予約|来場予約|見学希望|来場希望/.test(label))) return 'visit';
  if (
    keys.some((label) => /^査定/.test(label)) ||
    filled.some(({ field }) => field && APPRAISAL_FIELDS.has(field))
  )
    return 'appraisal';
  return filled.some(({ field }) => field && PROPERTY_FIELDS.has(field)) ? 'property' : null;
}

function byWords(text: string): InquiryKind | null {
  if (VISIT.test(text)) return 'visit';
  if (APPRAISAL.test(text)) return 'appraisal';
  return PROPERTY.test(text) ? 'property' : null;
}
