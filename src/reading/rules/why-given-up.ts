// Why reading a mail was given up, in the words of 要確認. Pure.

/** `other`: what nobody foresaw. */
export const givenUpReasons = [
  'reader-timeout',
  'reader-memory',
  'reader-crashed',
  'lease-expired',
  'other',
] as const;
export type GivenUpReason = (typeof givenUpReasons)[number];

const words: Record<GivenUpReason, string> = {
  'reader-timeout':
    '読み取りに時間がかかりすぎたため、中断しました。非常に長いメールや、特殊な作りのメールで起こります。',
  'reader-memory':
    '読み取りに必要なメモリーが上限を超えたため、中断しました。非常に大きいメールや、特殊な作りのメールで起こります。',
  'reader-crashed': '読み取りの途中で、読み取りのプログラムが異常終了しました。',
  'lease-expired': '読み取りの途中でプログラムが繰り返し止まったため、結果を記録できませんでした。',
  other: '読み取りの処理で問題が起きました。',
};

/** What happened, and in words for a person; for a code nobody foresaw a sentence that fits any. */
export function whyGivenUp(code: string | null): { why: GivenUpReason; reason: string } {
  const why = givenUpReasons.find((one) => one === code) ?? 'other';
  return { why, reason: words[why] };
}
