// Why a row or a file is refused, in the words people read.
import type { ImportProblem, IssueReason } from './model.ts';

/** Of a row: what is wrong, and how it is mended. */
export const issueTexts: Record<IssueReason, string> = {
  phone: '電話番号として読めません。市外局番から、数字で入力してください。',
  email: 'メールアドレスの形をご確認ください。',
  'too-long': '長すぎます。短くしてください。',
  'too-many-values': '1人につき10件までです。',
  'line-break': '値の途中で改行しています。引用符（"）が抜けていないかご確認ください。',
  'unread-letters': '読めない文字があります。文字コードをご確認ください。',
  'unknown-assignee': 'この担当者は登録されていません。お名前かメールアドレスをご確認ください。',
  'ambiguous-assignee': '同じお名前の方が複数います。メールアドレスで指定してください。',
  'unknown-status': 'この顧客ステータスは登録されていません。',
  'unknown-group': 'この静的な顧客グループは登録されていません。',
  nobody: 'お名前、電話番号、メールアドレスのいずれかが必要です。',
  'phone-of-many':
    '同じ電話番号の顧客が多すぎます。仮の番号や代表番号ではないかご確認のうえ、空欄にするか直してください。',
  'too-many-cells': '見出しより列が多くなっています。区切り文字や引用符（"）をご確認ください。',
  'unclosed-quote':
    '引用符（"）が閉じられていません。この行から後は読み取れないため、直してから取り込み直してください。',
  'too-long-row': '1行が大きすぎます。この行から後は読み取れないため、直してから取り込み直してください。',
};

/** Of a file. */
export const problemTexts: Record<ImportProblem, string> = {
  'no-rows': '取り込むデータの行がありません。',
  'no-person': '「お名前」「電話番号」「メールアドレス」のいずれかの列を指定してください。',
  'too-many-rows': '行が多すぎます。100,000行までのファイルに分けてください。',
  'too-many-columns': '列が多すぎます。100列までにしてください。区切り文字もご確認ください。',
};
