// Can people reach the screen, and is what they type safe on its way?
import { type Check, codeOf, findingsOf } from './finding.ts';

const { ok, warning, failure } = findingsOf('screen');
const ANSWERS_WITHIN_MS = 5_000;

/** PUBLIC_URL: set, encrypted, and answered by this product. */
export const checkScreen: Check = async ({ publicUrl, http }) => {
  if (!publicUrl)
    return [
      failure(
        'PUBLIC_URL が未設定です。通知メールのリンクは、この機械でしか開けません。',
        '社内の方が開くアドレスを指定してください。例: PUBLIC_URL=https://digima.example.jp',
      ),
    ];
  const findings = [];
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(publicUrl).hostname);
  if (publicUrl.startsWith('http:') && !isLocal)
    findings.push(
      warning(
        `${publicUrl} は暗号化されていません。サインインのパスワードが経路で読めます。`,
        'リバースプロキシ（nginx、Caddy など）で https を受け、PUBLIC_URL を https:// に変えてください。',
      ),
    );
  try {
    const answer = await fetch(`${publicUrl}/healthz`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    const body = (await answer.text()).slice(0, 200);
    findings.push(
      answer.ok && body.includes('"ok"')
        ? ok(`${publicUrl} で画面が開けます。`)
        : failure(
            `${publicUrl} は応答しましたが、この製品ではありません（HTTP ${answer.status}）。`,
            `リバースプロキシの転送先を http://${http.host}:${http.port} にしてください。`,
          ),
    );
  } catch (error) {
    findings.push(
      failure(
        `${publicUrl} に届きません（${codeOf(error)}）。`,
        `DNS・証明書・リバースプロキシ（転送先 http://${http.host}:${http.port}）と、npm start が動いていることをご確認ください。`,
      ),
    );
  }
  return findings;
};
