// 初動 and the other things people do about a 反響.
export const activity = {
  kinds: {
    call: '電話',
    mail: 'メール',
    visit: '来店・訪問',
    handled: '対応',
    note: 'メモ',
    reopened: '未対応に戻す',
  } as Record<string, string>,
  /** As a sentence of what happened. */
  done: {
    call: '電話しました',
    mail: 'メールしました',
    visit: '来店・訪問がありました',
    handled: '対応しました',
    note: 'メモを残しました',
    reopened: '未対応に戻しました',
  } as Record<string, string>,
  outcomes: { reached: 'つながった', 'no-answer': '不在', 'message-left': '伝言を残した' } as Record<
    string,
    string
  >,
};
