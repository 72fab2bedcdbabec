// 顧客.
export const customer = {
  title: '顧客',
  list: '顧客の一覧',
  columns: {
    name: 'お名前',
    contact: '連絡先',
    status: 'ステータス',
    assignee: '担当者',
    groups: 'グループ',
    inquiries: '反響',
    createdAt: '登録日時',
  },
  count: (n: number) => `${n}件`,
  empty: {
    title: '顧客はまだいません',
    body: '反響お知らせメールが届くと、お客様がここに自動で登録されます。読み取れなかったメールは「要確認」から手で登録できます。',
    action: '要確認を見る',
  },
  end: { title: 'この先に顧客はいません', body: '最後のページまで表示しました。' },
  tabs: { inquiries: '反響', property: '物件', history: '履歴', mail: '元のメール' },
  fields: {
    phones: '電話番号',
    emails: 'メールアドレス',
    address: 'ご住所',
    assignee: '担当者',
    status: 'ステータス',
    groups: 'グループ',
    createdAt: '登録日時',
    otherNames: '別のお名前',
  },
  duplicates: {
    title: '重複候補',
    body: '同じ方の可能性があります。ご確認ください。',
    reasons: {
      'same-phone-other-name': '電話番号が同じで、お名前が違います',
      'phone-of-another-customer': '電話番号が別の顧客と同じです',
      'registered-anyway': '連絡先が同じ顧客がいることを確認のうえ登録されました',
    } as Record<string, string>,
    otherReason: '連絡先が重なっています',
  },
  noInquiry: '反響はありません。',
  noProperty: { title: '物件の情報はありません', body: 'ご依頼に物件の記載があると、ここに表示されます。' },
  noHistory: '履歴はまだありません。',
  noMail: '元のメールはありません。',
  fromInquiry: 'この物件の反響',
  chooseMail: '表示するメール',
  whichMail: (n: number, of: number) => `（${of}通中${n}通目）`,
  history: {
    created: '顧客を登録しました',
    inquiryAdded: '反響を受け付けました',
    inquiryRepeated: '★再反響を受け付けました',
    assigned: (to: string) => `担当者を「${to}」にしました`,
    statusSet: (to: string) => `ステータスを「${to}」にしました`,
    unassigned: '担当者を未割当にしました',
    statusCleared: 'ステータスを外しました',
    groupRemoved: (group: string) => `グループ「${group}」から外しました`,
    contactRemoved: (kind: string, value: string) => `${kind}「${value}」を削除しました`,
    edited: (field: string, from: string, to: string) =>
      from === ''
        ? `${field}を「${to}」と入力しました`
        : to === ''
          ? `${field}「${from}」を削除しました`
          : `${field}を「${from}」から「${to}」に変更しました`,
    editedFields: {
      name: 'お名前',
      nameKana: 'フリガナ',
      postalCode: '郵便番号',
      address: 'ご住所',
    } as Record<string, string>,
    groupAdded: (group: string) => `グループ「${group}」に追加しました`,
    contactAdded: (kind: string, value: string) => `${kind}「${value}」を追加しました`,
    duplicateSuspected: '重複候補が見つかりました',
    other: '変更がありました',
    contactKinds: { phone: '電話番号', email: 'メールアドレス', name: 'お名前', kana: 'フリガナ' } as Record<
      string,
      string
    >,
    openOther: '重複候補を開く',
    actors: {
      intake: (name: string) => `自動登録（${name}）`,
      user: (name: string) => name,
      'api-key': () => 'API',
    },
  },
};
