// Why a login failed, and what to do about it, in the words of the failure mail: one entry for each outcome.
import type { FailedOutcome } from '../model.ts';

/** `cause` in plain words; `steps` in order; `who` has to act. `portal` is the portal's name. */
export interface LoginCause {
  cause: (portal: string) => string;
  who: (portal: string) => string;
  steps: (portal: string) => string[];
}

const AGAIN = '連携のページを開き、「ログイン情報を認証する」をクリックして、もう一度認証を行います。';
const TYPE_AGAIN =
  '連携のページを開き、新しいログイン情報を入力して「ログイン情報を認証する」をクリックします。';
const logIn = (portal: string) => `${portal}の管理画面に、いつものユーザーIDとパスワードでログインします。`;

const YOU = () => 'お客様に操作をお願いします。';
const THEM = (portal: string) => `${portal}へのご確認をお願いします。`;
const US = () => 'こちらで対応します。お客様のログイン情報に問題はありません。';

export const loginCauses: Record<FailedOutcome, LoginCause> = {
  'wrong-credentials': {
    cause: (portal) => `登録されたユーザーIDまたはパスワードが、${portal}のものと一致しませんでした。`,
    who: YOU,
    steps: (portal) => [
      `${portal}の管理画面で使用しているユーザーID・パスワードと相違がないか、実際にログインしてご確認ください。`,
      'コピー&ペーストした場合は、前後に半角スペースが入っていないか、英数字が全角になっていないかもあわせてご確認ください。',
      TYPE_AGAIN,
    ],
  },
  'password-expired': {
    cause: (portal) => `${portal}のパスワードの有効期限が切れています。`,
    who: YOU,
    steps: (portal) => [
      `${portal}の管理画面にログインし、案内に沿って新しいパスワードを設定します。`,
      TYPE_AGAIN,
    ],
  },
  locked: {
    cause: (portal) =>
      `${portal}のアカウントがロックされています。ログインの失敗が続くとロックされることがあります。`,
    who: YOU,
    steps: (portal) => [
      `${portal}の案内に沿ってロックを解除するか、解除されるまでお待ちください。解除の方法がわからないときは${portal}の運営事務局へお問い合わせください。`,
      logIn(portal),
      AGAIN,
    ],
  },
  'action-needed': {
    cause: (portal) => `${portal}が、ログイン後の画面で確認や同意などの操作を求めています。`,
    who: YOU,
    steps: (portal) => [logIn(portal), '表示された案内に沿って、確認や同意などの操作を済ませます。', AGAIN],
  },
  'second-factor': {
    cause: (portal) =>
      `${portal}が、ログインのときに認証コードなどの追加の認証を求めています。自動での認証はできません。`,
    who: YOU,
    steps: (portal) => [
      `${portal}の設定で、このユーザーIDの追加の認証（二段階認証）を使わないようにできるかご確認ください。`,
      `設定を変えられないときは、追加の認証のない連携用のユーザーIDを発行できるか、${portal}の運営事務局へお問い合わせください。`,
      AGAIN,
    ],
  },
  captcha: {
    cause: (portal) =>
      `${portal}が、ログインのときに画像認証（文字の入力やチェック）を求めています。自動での認証はできません。`,
    who: YOU,
    steps: (portal) => [
      `${portal}の管理画面にログインし、画像認証を済ませます。`,
      'しばらく時間をおきます。続けて認証すると、画像認証が再び求められることがあります。',
      AGAIN,
    ],
  },
  blocked: {
    cause: (portal) => `${portal}が、こちらからの接続を受け付けませんでした。`,
    who: US,
    steps: (portal) => [
      'ログイン情報を入力し直す必要はありません。続けて認証すると制限が長引くことがあるため、対応が済むまでお待ちください。',
      `ふだんお使いの端末からも${portal}の管理画面にログインできないときは、${portal}の運営事務局へお問い合わせください。`,
      'お急ぎの場合や、対応の状況をお知りになりたい場合は、サポート窓口へお問い合わせください。',
    ],
  },
  'site-changed': {
    cause: (portal) => `${portal}のログイン画面が変更されたため、認証の結果を確認できませんでした。`,
    who: US,
    steps: () => [
      '対応が済むまでお待ちください。ログイン情報を入力し直す必要はありません。',
      'お急ぎの場合や、対応の状況をお知りになりたい場合は、サポート窓口へお問い合わせください。',
    ],
  },
  unavailable: {
    cause: (portal) =>
      `${portal}のサイトに接続できませんでした。時間をおいて何度か確認しましたが、つながりませんでした。`,
    who: THEM,
    steps: (portal) => [
      `${portal}の管理画面が開けるか、メンテナンスなどのお知らせが出ていないかご確認ください。`,
      'ログイン情報を入力し直す必要はありません。1日に1回、自動でもう一度確認します。',
      'お急ぎの場合は、連携のページを開き、「ログイン情報を認証する」をクリックします。',
    ],
  },
  interrupted: {
    cause: (portal) => `認証の途中で処理が中断され、${portal}の結果を確認できませんでした。`,
    who: YOU,
    steps: (portal) => [
      logIn(portal),
      `ログインできたら、${AGAIN}アカウントがロックされるのを防ぐため、自動でのやり直しは行いません。`,
    ],
  },
};
