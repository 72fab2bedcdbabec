// The search over everything, from any page.
export const quickSearch = {
  label: '顧客とページを検索',
  placeholder: '顧客を検索',
  empty: 'お名前・フリガナ・電話番号（末尾だけでも）・メール・住所・物件で探せます。',
  searching: '検索しています',
  found: (n: number, isMore: boolean) => `顧客が${n}件${isMore ? '以上' : ''}見つかりました。`,
  none: (typed: string) => `「${typed}」に当てはまる顧客はいません。`,
  add: (typed: string) => `「${typed}」で顧客を追加`,
  all: 'すべての結果を見る',
  results: '検索の結果',
  customers: '顧客',
  pages: 'ページ',
  keys: { move: '選ぶ', open: '開く', close: '閉じる' },
};

export type QuickSearchWords = typeof quickSearch;
