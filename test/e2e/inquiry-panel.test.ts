// What was done about an open 反響, with the time it was done at: before it is written down, and put right afterwards. The clock follows.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { asOwner } from '../support/database.ts';
import { does, elsewhere, overtaken, post } from '../support/elsewhere.ts';
import { judgePages } from '../support/judge-pages.ts';
import { phone, Screen } from '../support/open-screen.ts';

let screen: Screen;
const MINUTE = 60_000;

beforeAll(async () => {
  screen = await Screen.open();
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

/** Somebody who asked 41 minutes ago, at the full minute. */
async function asked(name: string) {
  await screen.sendInquiry(name);
  await screen.program.settled();
  const { items } = await screen.program.get('/inquiries?limit=100');
  const { id } = items.find((one: { contact: { name?: string } }) => one.contact.name === name);
  await asOwner(screen.program.server, (client) =>
    client.query(
      "UPDATE inquiries SET received_at = date_trunc('minute', now()) - interval '41 minutes' WHERE id = $1",
      [id],
    ),
  );
  const { receivedAt } = await screen.program.get(`/inquiries/${id}`);
  const after = (minutes: number) => new Date(Date.parse(receivedAt) + minutes * MINUTE);
  return { id, after };
}

/** As the field for it has it: Japanese time. */
const typedTime = (at: Date) => new Date(at.getTime() + 540 * MINUTE).toISOString().slice(0, 16);
const respondedAt = async (id: string) => (await screen.program.get(`/inquiries/${id}`)).respondedAt;
const panel = (page: Page) => page.getByRole('complementary', { name: '反響の詳細' });
const time = (page: Page) => panel(page).getByLabel('日時');
const text = (page: Page) => panel(page).getByRole('textbox', { name: '内容（任意）' });
const button = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true });

it('a call is written down with the time it was made at, and put right afterwards: the clock follows at once', async () => {
  const { id, after } = await asked('後書　花子');
  const page = await screen.openPage(`/inquiries?id=${id}`);
  const row = page.getByRole('row', { name: '後書 花子' });
  await button(page, '電話').click();
  await button(page, '時刻を変える').press('Enter');
  await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('datetime-local');
  await time(page).fill(typedTime(after(3)));
  await button(page, '記録する').click();
  await panel(page).getByText('3分で対応').waitFor();
  await row.getByText('3分で対応').waitFor();
  expect(await respondedAt(id)).toBe(after(3).toISOString());

  // It had no outcome, and was later still.
  await button(page, '「電話しました」を訂正').click();
  expect(await time(page).inputValue()).toBe(typedTime(after(3)));
  await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
  await panel(page).getByRole('radio', { name: 'つながった' }).press(' ');
  await time(page).fill(typedTime(after(12)));
  await text(page).fill('18時に来店');
  // Of the keys of the list none is for it: not Escape either, which often only ends a conversion.
  await text(page).press('Escape');
  await text(page).press('Control+Enter');
  await panel(page).getByText('電話しました（つながった）').waitFor();
  await panel(page).getByText('訂正済み').waitFor();
  await panel(page).getByText('18時に来店').waitFor();
  await panel(page).getByText('12分で対応').waitFor();
  await row.getByText('12分で対応').waitFor();
  expect(await respondedAt(id)).toBe(after(12).toISOString());
  // The focus is where it was pressed, and not at the top of the page.
  const focused = () => page.evaluate('document.activeElement.ariaLabel');
  await expect.poll(focused).toBe('「電話しました」を訂正');

  // A time to come is none at which something was done.
  await button(page, '「電話しました」を訂正').click();
  await time(page).fill(typedTime(after(120)));
  await button(page, '訂正する').click();
  await panel(page).getByText('これからの日時は指定できません。').waitFor();
  expect(await time(page).getAttribute('aria-invalid')).toBe('true');
  await button(page, 'キャンセル').click();
  await button(page, '「電話しました」の記録を取り消す').click();
  await panel(page).getByText('まだ記録はありません。').waitFor();
  expect(await respondedAt(id)).toBe(null);
});

it('who has just phoned writes it down with one press, as of now; what comes next is of now again', async () => {
  const { id, after } = await asked('即時　一子');
  const page = await screen.openPage(`/inquiries?id=${id}`);
  const call = panel(page).getByRole('link', { name: '即時 一子に電話する' });
  await call.evaluate('(link) => link.addEventListener("click", (event) => event.preventDefault())');
  await call.click();
  await button(page, '記録する').click();
  await panel(page)
    .getByText(/^4[123]分.*で対応$/)
    .waitFor();
  expect(Date.parse(await respondedAt(id))).toBeGreaterThan(after(40).getTime());

  await button(page, 'メール').click();
  await button(page, '時刻を変える').click();
  await time(page).fill(typedTime(after(2)));
  await button(page, 'キャンセル').click();
  await button(page, 'メール').click();
  expect(await time(page).count()).toBe(0);
  // Pressed once more it goes, with nothing typed.
  await button(page, 'メール').click();
  expect(await button(page, '記録する').count()).toBe(0);

  // A note is of no effect on the clock, and can be put right too.
  await button(page, 'メモ').click();
  expect(await button(page, '記録する').isDisabled()).toBe(true);
  const note = panel(page).getByRole('textbox', { name: 'メモ' });
  await note.fill('犬がいる');
  await button(page, '記録する').click();
  await button(page, '「メモを残しました」を訂正').click();
  await note.fill('犬と猫がいる');
  await button(page, '訂正する').click();
  await panel(page).getByText('犬と猫がいる').waitFor();
  expect(Date.parse(await respondedAt(id))).toBeGreaterThan(after(40).getTime());
});

it('who was quicker is shown, what was taken back is written down anew, and another inquiry asks first', async () => {
  const { id, after } = await asked('同時　次郎');
  const page = await screen.openPage(`/inquiries?id=${id}`);
  const call = { kind: 'call', at: after(30).toISOString() };
  const { activityId } = await post(page, `/inquiries/${id}/activities`, call);
  await panel(page).getByText('30分で対応').waitFor();
  await button(page, '「電話しました」を訂正').click();
  await time(page).fill(typedTime(after(4)));
  const path = `/activities/${activityId}`;
  await overtaken(page, 'PATCH', path, () => does(page, 'PATCH', path, { text: '別の画面から' }));
  await button(page, '訂正する').click();
  await panel(page).getByText('今の内容: 電話しました 別の画面から').waitFor();

  // The keys of the list and its buttons lead away: what is typed is asked about.
  await text(page).fill('折り返し');
  await panel(page).getByRole('heading', { level: 2 }).focus();
  await page.keyboard.press('j');
  const question = page.getByRole('dialog', { name: '入力中の内容があります' });
  await question.getByRole('button', { name: '入力を続ける' }).click();
  await question.waitFor({ state: 'detached' });
  expect(await time(page).inputValue()).toBe(typedTime(after(4)));

  const [{ id: now }] = (await screen.program.get(`/inquiries/${id}/activities`)).items;
  await elsewhere(page, 'POST', `/activities/${now}/undo`, '/activities');
  await button(page, '訂正する').click();
  await panel(page).getByText('編集中に、ほかの方がこの記録を取り消しました').waitFor();
  expect(await respondedAt(id)).toBe(null);
  await button(page, '訂正する').click();
  await page.getByText('未対応の反響1件を対応済みにしました').waitFor();
  await panel(page).getByText('4分で対応').waitFor();
  expect(await respondedAt(id)).toBe(after(4).toISOString());
});

it('nobody puts right what somebody else wrote down', async () => {
  const { id } = await asked('他人　三郎');
  const page = await screen.openPage(`/inquiries?id=${id}`);
  await post(page, `/inquiries/${id}/activities`, { kind: 'visit' });
  await asOwner(screen.program.server, (client) =>
    client.query(`UPDATE activities SET actor = jsonb_set(actor, '{userId}', $2) WHERE inquiry_id = $1`, [
      id,
      JSON.stringify(screen.program.firm.salesperson.userId),
    ]),
  );
  await page.reload();
  await button(page, '「来店・訪問がありました」の記録を取り消す').waitFor();
  expect(await button(page, '「来店・訪問がありました」を訂正').count()).toBe(0);
});

it('has no serious barrier, no sideways scrolling, and room for a thumb', async () => {
  const { id } = await asked('親指　四郎');
  // The list's own heading is not there on a phone.
  const page = await (await screen.openBrowser(phone)).newPage();
  await page.goto(`/inquiries?id=${id}`);
  await post(page, `/inquiries/${id}/activities`, {
    kind: 'call',
    outcome: 'message-left',
    text: '折り返し',
  });
  await button(page, '「電話しました」を訂正').tap();
  await button(page, '電話').first().tap();
  await button(page, '時刻を変える').tap();
  for (const name of ['記録する', '訂正する', '今にする', '「電話しました」の記録を取り消す']) {
    const box = await button(page, name).boundingBox();
    expect(box?.height ?? 0, name).toBeGreaterThanOrEqual(40);
  }
  const path = `/inquiries?id=${id}`;
  const found = await judgePages(screen, [
    {
      path,
      act: async (judged) => {
        await button(judged, '電話').first().click();
        await button(judged, '時刻を変える').click();
      },
    },
    {
      path,
      act: async (judged) => {
        await button(judged, '「電話しました」を訂正').click();
        await time(judged).waitFor();
      },
    },
  ]);
  expect(found).toEqual([]);
}, 90_000);
