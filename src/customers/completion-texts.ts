// What people read when a notice could not be completed from the portal's page: why, and what to do.
import type { CompletionFailure } from './model.ts';

const BY_HAND =
  '「ポータルの画面で開く」から内容を確認し、「ポータルの画面を貼り付け」に貼り付けるか、手で入力してください。';

export const completionTexts: Record<CompletionFailure, string> = {
  'no-login': `ポータルサイトのログイン情報が認証済みでないため、内容を自動で取り込めませんでした。${BY_HAND}`,
  unavailable: `ポータルサイトにつながらないため、内容をまだ取り込めていません。お急ぎの場合は、${BY_HAND}`,
  elsewhere: `メールのリンクがポータルサイトのページではないため、開きませんでした。リンク先をよくご確認ください。`,
  'no-link': `メールに反響のページへのリンクがないため、内容を自動で取り込めませんでした。ポータルサイトの管理画面で内容を確認し、「ポータルの画面を貼り付け」に貼り付けるか、手で入力してください。`,
  unreadable: `反響のページを開きましたが、お客様の情報が見つかりませんでした。${BY_HAND}`,
  'other-request': `リンク先は別の反響のページでした。ポータルサイトの管理画面で番号を確かめ、「ポータルの画面を貼り付け」に貼り付けるか、手で入力してください。`,
  stopped: `連携が停止中、またはポータルサイト連携機能のオプションがオフのため、内容を自動で取り込みませんでした。${BY_HAND}`,
  failed: `システムの不具合のため、内容を自動で取り込めませんでした。${BY_HAND}`,
};
