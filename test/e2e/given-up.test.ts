// 要確認 in a real browser: mails and work that were given up, with 「再処理」.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { overtaken } from '../support/elsewhere.ts';
import { judgePages } from '../support/judge-pages.ts';
import { composeInquiry } from '../support/mails.ts';
import { Screen } from '../support/open-screen.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await Screen.open();
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  await sql("UPDATE mails SET reviewed_at = now() WHERE state = 'failed'");
  await sql('DELETE FROM jobs');
  expect(screen.complaints.splice(0)).toEqual([]);
});

const sql = (text: string, values: unknown[] = []) =>
  asOwner(screen.program.server, async (client) => (await client.query(text, values)).rows);

/** Mails of inquiries that nobody could read so far. */
let sent = 0;
async function givenUp(codes: string[]): Promise<string[]> {
  await sql("UPDATE connections SET state = 'paused'");
  for (const _ of codes) {
    sent += 1;
    await screen.program.sendMail(
      composeInquiry({ number: `RG-U-${sent}`, name: `途中　${sent}子`, phone: `090-0000-${3000 + sent}` }),
    );
  }
  await screen.program.settled();
  const aside = await sql("SELECT id FROM mails WHERE state = 'aside' ORDER BY id");
  for (const [i, { id }] of aside.entries())
    await sql(
      "UPDATE mails SET state = 'failed', outcome = NULL, attempts = 5, last_error = $2 WHERE id = $1",
      [id, codes[i]],
    );
  await sql("UPDATE connections SET state = 'active'");
  await changed();
  return aside.map(({ id }) => id);
}
async function deadJob(kind: string): Promise<string> {
  const id = newId();
  await sql(
    `INSERT INTO jobs (id, organization_id, kind, subject_id, attempts, last_error, run_at) VALUES ($1, $2, $3, $4, 5, '23505', now() + interval '1 h')`,
    [id, screen.program.firm.organizationId, kind, newId()],
  );
  await sql("UPDATE jobs SET state = 'dead' WHERE id = $1", [id]);
  await changed();
  return id;
}
const changed = () =>
  sql("SELECT pg_notify('organization_changed', $1)", [screen.program.firm.organizationId]);
const note = (page: Page, text: string | RegExp) =>
  page.getByRole('alert').filter({ hasText: text }).waitFor();

it('says why, how often and when; 再処理 makes the customer, and the row leaves by itself', async () => {
  const [id] = await givenUp(['reader-timeout']);
  const page = await screen.openPage('/review');
  const row = page.locator(`[data-id="${id}"]`);
  await row.getByText('読み取りに時間がかかりすぎたため').waitFor();
  await row.getByText('5回試行').waitFor();
  await row.getByText('reader-timeout').waitFor();
  // By the keyboard alone.
  await row.getByRole('link').focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('再処理');
  await page.keyboard.press('Enter');
  await note(page, '再処理を受け付けました');
  await row.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: '確認が必要なメールはありません' }).waitFor();
});

it('a page that is open shows what is given up meanwhile, and counts it in the menu', async () => {
  const page = await screen.openPage('/review');
  await page.getByRole('heading', { name: '確認が必要なメールはありません' }).waitFor();
  const ids = await givenUp(['reader-memory', 'reader-crashed', 'XX000']);
  await deadJob('tell-owner');
  await page.locator(`[data-id="${ids[0]}"]`).waitFor();
  await page.getByRole('region', { name: '止まった処理' }).getByText('反響を担当者にお知らせする').waitFor();
  await page
    .getByRole('navigation', { name: 'メインメニュー' })
    .first()
    .getByText('4', { exact: true })
    .waitFor();
  await page.getByRole('button', { name: '3通をすべて再処理' }).click();
  await note(page, '3通の再処理を受け付けました');
  await page.getByRole('heading', { name: '確認が必要なメールはありません' }).waitFor();
});

it('somebody else was faster: it says so and shows how it is now', async () => {
  const [id] = await givenUp(['reader-crashed']);
  const page = await screen.openPage(`/mails/${id}`);
  const button = page.getByRole('button', { name: /を再処理$/ });
  await overtaken(page, 'POST', `/mails/${id}/reprocess`, () =>
    sql('UPDATE mails SET reviewed_at = now() WHERE id = $1', [id]),
  );
  await button.click();
  await note(page, 'ほかの方が先に対応しました');
  await page.getByText('対応済みのメールです。').waitFor();
});

it('a job is done again, or settled after a question', async () => {
  await deadJob('remind-first-mail');
  await deadJob('complete-notice');
  await deadJob('check-login');
  const page = await screen.openPage('/review', { viewport: { width: 390, height: 844 } });
  const jobs = page.getByRole('region', { name: '止まった処理' });
  await jobs.getByRole('button', { name: '「最初のメールが届いたか確かめる」を再処理' }).click();
  await note(page, '再処理を受け付けました');
  await jobs.getByText('最初のメールが届いたか確かめる').waitFor({ state: 'detached' });
  await jobs.getByText('連携の画面で「ログイン情報を認証する」を押してください。').waitFor();
  await jobs
    .getByRole('button', { name: '「ポータルサイトのログイン情報を確かめる」を対応不要にする' })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: '対応不要にする' }).click();
  await jobs.getByText('ポータルサイトのログイン情報を確かめる').waitFor({ state: 'detached' });
});

it('no answer to 再処理 is said with what to do', async () => {
  const [id] = await givenUp(['reader-crashed']);
  const page = await screen.openPage('/review');
  await page.route('**/reprocess', (route) => route.abort());
  await page.locator(`[data-id="${id}"]`).getByRole('button').click();
  await note(page, '通信');
});

it('reads well for everybody, one and many, wide and on a phone', async () => {
  await givenUp(['reader-timeout']);
  await givenUp([
    'reader-memory',
    'reader-crashed',
    'lease-expired',
    'XX000',
    'a-code-without-end'.repeat(8),
  ]);
  for (const kind of ['tell-owner', 'send-mail', 'check-login']) await deadJob(kind);
  const [{ id }] = await sql(
    "SELECT id FROM mails WHERE state = 'failed' AND reviewed_at IS NULL ORDER BY id DESC LIMIT 1",
  );
  expect(await judgePages(screen, ['/review', `/mails/${id}`])).toEqual([]);
});
