// 顧客 → CSV取り込み in a real browser: a file is chosen, its columns are told, errors are seen by row, it is applied, and taken
// back; on a phone too.

import Encoding from 'encoding-japanese';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { addNote } from '../../src/customers/follow-up/notes.ts';
import { PASSWORD } from '../support/factories.ts';
import { judgePages } from '../support/judge-pages.ts';
import { phone, Screen } from '../support/open-screen.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await Screen.open();
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const PATH = '/customers/import';
const shiftJis = (text: string) =>
  Buffer.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'SJIS' }));
const csv = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/csv', buffer });
const LIST = csv(
  '展示会の名簿.csv',
  shiftJis(
    [
      '氏名,フリガナ,携帯,メール,会場,営業',
      '髙﨑 はな,タカサキ ハナ,090-0000-6101,hana@example.jp,東京,佐藤 健一',
      '最初　一郎,,,FIRST@example.jp,東京,',
      '林 電話なし,,12,,大阪,',
      '森 だれか,,090-0000-6102,,大阪,知らない人',
    ].join('\r\n'),
  ),
);

it('from the list of customers to customers of the list: told what each row becomes, then done', async () => {
  const page = await screen.openPage('/customers');
  await page.getByRole('link', { name: 'CSV取り込み' }).click();
  await page.getByRole('heading', { level: 1, name: '顧客のCSV取り込み' }).waitFor();
  await page.locator('input[type="file"]').setInputFiles(LIST);
  await page.getByRole('heading', { name: 'プレビュー', exact: true }).waitFor();
  await page.getByText('展示会の名簿.csv（').waitFor();
  const setting = (name: string) => page.getByRole('combobox', { name });
  expect(await setting('文字コード').inputValue()).toBe('Shift_JIS');
  expect(await setting('「携帯」を取り込む項目').inputValue()).toBe('電話番号');
  expect(await setting('「営業」を取り込む項目').inputValue()).toBe('取り込まない');
  await page.getByText('取り込まない列: 会場、営業').waitFor();
  const counts = page.locator('dl[aria-label="結果の内訳"]');
  expect(await counts.innerText()).toMatch(
    /新しく登録\s*2行[\s\S]*すでに登録済み\s*1行[\s\S]*取り込めない行\s*1行/,
  );
  const refused = page.getByRole('table', { name: '取り込めない行' });
  expect(await refused.innerText()).toMatch(/4行目[\s\S]*携帯[\s\S]*12[\s\S]*電話番号として読めません/);

  await setting('「営業」を取り込む項目').click();
  await page.getByRole('option', { name: '担当者' }).click();
  expect(await page.getByRole('button', { name: '2人を取り込む' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'プレビューし直す' }).click();
  await page.getByRole('button', { name: '1人を取り込む' }).waitFor();
  await refused.getByText('この担当者は登録されていません。').waitFor();
  await page.getByRole('radio', { name: '空欄にして取り込む' }).check();
  // The keyboard goes on from what came of the press.
  const goesOnFrom = (name: string) =>
    expect.poll(() => page.evaluate('document.activeElement.textContent'), { message: name }).toBe(name);
  await page.getByRole('button', { name: 'プレビューし直す' }).press('Enter');
  await goesOnFrom('プレビュー');
  await page.getByRole('button', { name: '2人を取り込む' }).click();
  await page
    .getByRole('dialog')
    .getByText(
      '2人を新しく登録します。登録済みの1行は取り込みません。取り込めない1行は、あとで直して取り込めます。',
    )
    .waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '取り込む', exact: true }).click();
  await page.getByRole('heading', { name: '取り込み済み' }).waitFor();
  await goesOnFrom('取り込み済み');
  await page.getByRole('button', { name: '取り消しの内容を確認する' }).press('Enter');
  await goesOnFrom('取り消しの内容');
  await page.getByRole('button', { name: 'やめる', exact: true }).press('Enter');
  await goesOnFrom('取り込みの取り消し');

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '取り込めない行をCSVで保存' }).click();
  expect((await download).suggestedFilename()).toBe('customers-refused.csv');
  await page.getByRole('link', { name: '顧客を見る' }).click();
  await page.getByRole('link', { name: '髙﨑 はな' }).click();
  await page.getByRole('tab', { name: '履歴' }).click();
  await page.getByText('CSV「展示会の名簿.csv」の2行目から取り込みました').waitFor();
});

it('a file that is none is refused where it was chosen; one that is dropped is taken', async () => {
  const page = await screen.openPage(PATH);
  const input = page.locator('input[type="file"]');
  await input.setInputFiles(csv('名簿.xlsx', Buffer.from('PK\x03\x04rest')));
  await page.getByRole('alert').getByText('Excelのファイルはそのままでは取り込めません。').waitFor();
  await input.setInputFiles(csv('空.csv', Buffer.alloc(0)));
  await page.getByRole('alert').getByText('ファイルの中身が空です。').waitFor();
  const dropped = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['氏名,電話\\n落 とした,03-0000-6200\\n'], 'drop.csv'));
    return transfer;
  })()`);
  await page
    .getByRole('region', { name: 'CSVファイルを選ぶ' })
    .dispatchEvent('drop', { dataTransfer: dropped });
  await page.getByRole('button', { name: '1人を取り込む' }).waitFor();
  // What could not be given up says so, and stays.
  await page.route('**/cancel', (route) => route.abort());
  await page.getByRole('button', { name: '取りやめる' }).click();
  await page.getByRole('alert').filter({ hasText: 'サーバーに接続できません。' }).waitFor();
  await page.unroute('**/cancel');
  await page.getByRole('button', { name: '取りやめる' }).click();
  await page.getByRole('table', { name: 'これまでの取り込み' }).getByText('取りやめ').waitFor();
});

it('on a phone: chosen, seen and taken; then taken back, but for whom somebody changed', async () => {
  const page = await screen.openPage(PATH, phone);
  await page
    .locator('input[type="file"]')
    .setInputFiles(
      csv('phone.csv', Buffer.from('お名前\tメール\n手 のひら\thira@example.jp\n足 あと\tato@example.jp\n')),
    );
  await page.getByRole('button', { name: '2人を取り込む' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '取り込む', exact: true }).click();
  await page.getByRole('heading', { name: '取り込み済み' }).waitFor();

  const [{ id }] = (await screen.program.get('/customers?q=足')).items;
  const { owner } = screen.program.firm;
  await screen.program.db.withOrganization(screen.program.firm.organizationId, (tx) =>
    addNote(tx, screen.program.firm.organizationId, owner, id, '電話の約束'),
  );
  await page.getByRole('button', { name: '取り消しの内容を確認する' }).click();
  await page.getByRole('heading', { name: '取り消しの内容', exact: true }).waitFor();
  const counts = page.locator('dl[aria-label="取り消しの内訳"]');
  expect(await counts.innerText()).toMatch(/削除する顧客\s*1人[\s\S]*戻す顧客\s*0人[\s\S]*残す顧客\s*1人/);
  // What could not be given up says so, and stays.
  await page.route('**/undo/discard', (route) => route.abort());
  await page.getByRole('button', { name: 'やめる', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'サーバーに接続できません。' }).waitFor();
  await page.unroute('**/undo/discard');
  await page.getByRole('button', { name: 'やめる', exact: true }).click();
  await page.getByText('取り消しをやめました').waitFor();
  await page.getByRole('button', { name: '取り消しの内容を確認する' }).click();
  await page.getByRole('button', { name: '取り込みを取り消す' }).click();
  await page
    .getByRole('dialog')
    .getByText('1人の顧客を削除します。削除した顧客は元に戻せません。1人はそのまま残ります。')
    .waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '取り消す', exact: true }).click();
  await page.getByRole('heading', { name: '取り消し済み' }).waitFor();
  const kept = page.getByRole('table', { name: 'そのまま残した顧客と理由' });
  expect(await kept.innerText()).toMatch(/足 あと[\s\S]*メモが書かれた/);
  await page.goto(PATH);
  await page.getByRole('table', { name: 'これまでの取り込み' }).getByText('取り消し済み').waitFor();
});

it('who is neither owner nor admin is told who may, and finds no way there', async () => {
  const context = await screen.openBrowserOf({
    email: screen.program.firm.salesperson.email,
    password: PASSWORD,
  });
  const page = await context.newPage();
  await page.goto(PATH);
  await page.getByText('CSV取り込みを行えるのは、オーナーまたはアドミンの方です。').waitFor();
  await page.goto('/customers');
  await page.getByRole('link', { name: '顧客を追加' }).waitFor();
  expect(await page.getByRole('link', { name: 'CSV取り込み' }).count()).toBe(0);
});

it('reads well for everybody, wide and on a phone', async () => {
  const page = await screen.openPage(PATH);
  await page.locator('input[type="file"]').setInputFiles(LIST);
  await page.getByRole('heading', { name: 'プレビュー', exact: true }).waitFor();
  const previewed = new URL(page.url()).pathname;
  await page.goto(PATH);
  const done = await page
    .getByRole('table', { name: 'これまでの取り込み' })
    .getByRole('link', { name: 'phone.csv' })
    .getAttribute('href');
  expect(await judgePages(screen, [PATH, previewed, done ?? '', '/customers'])).toEqual([]);
});
