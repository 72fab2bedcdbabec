// What is wrong with an input, by what the server says of it; `{}` stands for a number or a name.
export const inputTexts: Record<string, string> = {
  // anything
  '入力内容をご確認ください。': 'Please check what you entered.',
  '文字で入力してください。': 'Enter a text.',
  '{}文字以内で入力してください。': 'Use no more than {} characters.',
  '使えない文字が含まれています。': 'It contains characters that cannot be used.',
  '長すぎます。': 'It is too long.',
  '一覧からお選びください。': 'Choose from the list.',
  '一覧から選び直してください。': 'Choose from the list again.',
  '画面を読み込み直してください。': 'Please reload the page.',
  '名前を入力してください。': 'Enter a name.',
  'お名前を入力してください。': 'Enter the name.',
  'この名前はすでに使われています。': 'This name is used already.',
  '色をお選びください。': 'Choose a color.',
  '言語をお選びください。': 'Choose a language.',
  '列を選び直してください。': 'Choose the columns again.',
  '日付は 2026-11-20 の形で指定してください。': 'Give the date as 2026-11-20.',
  '日付をご確認ください。': 'Please check the date.',
  '日時をご確認ください。': 'Please check date and time.',
  '月は 2026-11 の形で指定してください。': 'Give the month as 2026-11.',
  '一度に{}件まで変更できます。': 'Up to {} can be changed at once.',
  '一度に{}件まで変更できます。条件を絞ってください。':
    'Up to {} can be changed at once. Narrow the conditions.',
  '変更の内容をお選びください。': 'Choose what to change.',
  '{}個まで登録できます。使っていないものを削除してください。':
    'There can be up to {}. Delete those that are not used.',
  // people who sign in
  '会社名を入力してください。': 'Enter the company name.',
  'メールアドレスを入力してください。': 'Enter an email address.',
  'メールアドレスの形をご確認ください。': 'Please check the form of the email address.',
  'パスワードを入力してください。': 'Enter the password.',
  'パスワードは10文字以上にしてください。': 'Use at least 10 characters.',
  'パスワードが違います。お忘れの場合は再設定してください。':
    'The password is wrong. Reset it if you have forgotten it.',
  'このメールアドレスは登録されました。そのパスワードでもう一度お進みください。':
    'This email address has been registered meanwhile. Go on with its password.',
  '権限をお選びください。': 'Choose a role.',
  'この方は無効化されています。ユーザーの一覧から有効に戻してください。':
    'This person is inactive. Activate them in the list of users.',
  'このメールアドレスの方は、すでにユーザーです。': 'Somebody with this email address is a user already.',
  'このメールアドレスはすでに招待しています。届いていない場合は再送してください。':
    'This email address has been invited already. If the mail did not arrive, send it again.',
  '招待は同時に{}件までです。使われていない招待を取り消してください。':
    'There can be up to {} open invitations. Withdraw those that are not used.',
  '引き継ぐ方は、有効なユーザーから選んでください。': 'Choose an active user to take over.',
  '内容をご確認のうえ、チェックを入れてください。': 'Please read it and tick the box.',
  // customers and inquiries
  'お名前、電話番号、メールアドレスのいずれかを入力してください。':
    'Enter a name, a phone number or an email address.',
  '電話番号として読めません。市外局番から、数字で入力してください。':
    'This is not a phone number. Enter its digits with the area code.',
  '10件まで入力できます。': 'Up to 10 can be entered.',
  'この担当者は今は選べません。別の方をお選びください。':
    'This person cannot be chosen now. Choose somebody else.',
  'このステータスは削除されています。別のステータスをお選びください。':
    'This status has been deleted. Choose another.',
  '選んだグループの一部が削除されています。選び直してください。':
    'Some of the groups have been deleted. Choose again.',
  '代わりのグループを、今あるものから選んでください。': 'Choose one of the groups there are to use instead.',
  '代わりのステータスを、今あるものから選んでください。':
    'Choose one of the statuses there are to use instead.',
  '代わりの店舗を、今あるものから選んでください。': 'Choose one of the branches there are to use instead.',
  '店舗を選び直してください。': 'Choose the branch again.',
  '既定をやめるには、別のステータスを既定にしてください。': 'Make another status the default instead.',
  '顧客をお選びください。': 'Choose customers.',
  '反響をお選びください。': 'Choose inquiries.',
  '反響の種別をお選びください。': 'Choose the kind of inquiry.',
  '条件を1つ以上指定してください。': 'Set at least one condition.',
  'グループの名前を入力してください。': 'Enter a name of the group.',
  'ビューの名前を入力してください。': 'Enter a name of the view.',
  '貼り付けた内容が長すぎます。反響1件分の画面だけを貼り付けてください。':
    'What you pasted is too long. Paste the page of one inquiry only.',
  '貼り付けた内容をご確認ください。': 'Please check what you pasted.',
  '内容をお選びください。': 'Choose what was done.',
  '結果をお選びください。': 'Choose the outcome.',
  '結果は電話のときだけ選べます。': 'Only a call has an outcome.',
  'これからの日時は指定できません。': 'The time must not be in the future.',
  '種類は、電話・メール・来店などの間でだけ変更できます。':
    'It can only be changed to a call, a mail, a visit and the like.',
  'メモの内容を入力してください。': 'Enter the note.',
  'タスクの内容を入力してください。': 'Enter what is to be done.',
  '期限の日時をご確認ください。': 'Please check the due date and time.',
  // CSV files
  '文字コードをお選びください。': 'Choose the encoding.',
  '区切り文字をお選びください。': 'Choose the separator.',
  '項目をお選びください。': 'Choose a field.',
  '列が多すぎます。': 'There are too many columns.',
  // the dashboard
  '期間を選び直してください。': 'Choose the period again.',
  '開始日を指定してください。': 'Give the first day.',
  '終了日を指定してください。': 'Give the last day.',
  '終了日は、開始日と同じかそれより後の日を指定してください。': 'The last day must not be before the first.',
  '期間は{}年以内で指定してください。': 'The period can be up to {} years long.',
  'この媒体はありません。': 'There is no such portal.',
  '0以上の整数（円）を入力してください。': 'Enter a whole number of yen, 0 or more.',
  '{}円以内で入力してください。': 'Enter no more than ¥{}.',
  // connections
  'ポータルサイトをお選びください。': 'Choose a portal.',
  'このポータルサイトには対応していません。一覧からお選びください。':
    'This portal is not supported. Choose from the list.',
  '連携名称を入力してください。': 'Enter the connection name.',
  '連携名称は{}文字以内で入力してください（現在{}文字）。':
    'Use no more than {} characters for the connection name (now {}).',
  'この連携名称はすでに使われています。支店名などを加えて、別の名称にしてください。':
    'This connection name is used already. Add the branch, for example, to make it another.',
  'この担当者は削除されたか、利用を停止しています。別の担当者をお選びください。':
    'This person has been deleted or is inactive. Choose somebody else.',
  'この顧客ステータスは削除されています。別の顧客ステータスをお選びください。':
    'This customer status has been deleted. Choose another.',
  'この顧客グループは削除されています。別の顧客グループをお選びください。':
    'This customer group has been deleted. Choose another.',
  'ユーザーIDとパスワードを登録してください。': 'Register user ID and password.',
  '「反響通知メールの受信先としてDigima受信ボックスのメールアドレスを設定しました」にチェックを入れてください。':
    'Tick the box that says the address of the Digima inbox has been set at the portal.',
  '停止中に届いたメールを取り込むかどうかをお選びください。':
    'Choose whether to take in the mail that came while it was paused.',
  '「{}」はメールアドレスの形になっていません。': '“{}” is not an email address.',
  '「{}」は受信ボックスのアドレスです。転送が繰り返されるため、指定できません。':
    '“{}” is the address of an inbox. Mail would go round in circles.',
  '転送先は{}件までです（現在{}件）。': 'There can be up to {} addresses (now {}).',
  '転送先は10件までです。': 'There can be up to 10 addresses.',
  // assignment rules
  'ルールの名前を入力してください。': 'Enter a name of the rule.',
  'この名前は、この連携の別のルールで使われています。': 'Another rule of this connection has this name.',
  'ルールは{}件まで登録できます。使っていないものを削除してください。':
    'There can be up to {} rules. Delete those that are not used.',
  '{}件以内にしてください。': 'Use no more than {}.',
  '担当者を一覧からお選びください。': 'Choose people from the list.',
  '担当者の決め方をお選びください。': 'Choose how the assignee is found.',
  '都道府県をお選びください。': 'Choose a prefecture.',
  '市区町村を入力してください。': 'Enter the city or ward.',
  '金額を入力してください。': 'Enter an amount.',
  '円の単位の整数で入力してください。': 'Enter a whole number of yen.',
  '0円以上で入力してください。': 'Enter ¥0 or more.',
  '金額が大きすぎます。': 'The amount is too large.',
  '「以上」の金額は、「未満」の金額より小さくしてください。': '“From” must be less than “Under”.',
  '宛名に含まれる文字を入力してください。': 'Enter a text in the addressee.',
  '曜日をお選びください。': 'Choose days of the week.',
  '時刻をお選びください。': 'Choose a time.',
  // how people are told
  '時刻を入力してください。': 'Enter a time.',
  '時刻を「22:00」のように入力してください。': 'Enter the time as 22:00.',
  '曜日を1つ以上お選びください。': 'Choose at least one day of the week.',
  '一週間を通して知らせない時間にはできません。': 'Quiet hours cannot last all week.',
  'このブラウザーの通知の登録を読み取れませんでした。もう一度お試しください。':
    'This browser could not be registered. Please try again.',
  '時間は1分から7日（10080分）までで入力してください。': 'Enter 1 to 10,080 minutes (7 days).',
  '次の人は{}名までです。': 'There can be up to {} people.',
  '削除されたか、利用を停止した方が含まれています。選び直してください。':
    'Somebody here has been deleted or is inactive. Choose again.',
  'サービスをお選びください。': 'Choose a service.',
  '通知する内容をお選びください。': 'Choose what to post.',
  '通知する内容を1つ以上お選びください。': 'Choose at least one thing to post.',
  '名前は60文字以内で入力してください。': 'Use no more than 60 characters.',
  'チャットは{}件まで登録できます。使わないものを削除してください。':
    'There can be up to {} chats. Delete those that are not used.',
  'SlackのWebhook URL（https://hooks.slack.com/services/…）を入力してください。':
    'Enter a Slack webhook URL (https://hooks.slack.com/services/…).',
  'LINE WORKSのWebhook URL（https://webhook.worksmobile.com/message/…）を入力してください。':
    'Enter a LINE WORKS webhook URL (https://webhook.worksmobile.com/message/…).',
  'ChatworkのAPIトークンを入力してください。': 'Enter a Chatwork API token.',
  'ルームID（数字）、またはルームのURLを入力してください。': 'Enter the room’s ID (digits) or URL.',
  // those who send mail by program
  'UUIDを指定してください。': 'Give a UUID.',
  '1〜{}件指定してください。': 'Give 1 to {}.',
  // a field whose name the server puts in
  '{}を入力してください。': 'Please enter this.',
};

const special = /[.*+?^${}()|[\]\\]/g;
const patterns = Object.entries(inputTexts)
  .filter(([said]) => said.includes('{}'))
  .map(([said, text]) => {
    const parts = said.split('{}').map((part) => part.replace(special, '\\$&'));
    return { pattern: new RegExp(`^${parts.join('([^]+?)')}$`), text };
  });

/** In English, or null. */
export function inEnglish(said: string): string | null {
  const exact = inputTexts[said];
  if (exact !== undefined) return exact;
  for (const { pattern, text } of patterns) {
    const found = pattern.exec(said);
    if (!found) continue;
    const [first = '', ...rest] = text.split('{}');
    return first + rest.map((part, i) => `${found[i + 1] ?? ''}${part}`).join('');
  }
  return null;
}
