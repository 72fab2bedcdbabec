// 取り消し of a CSV import: whom it made and nobody touched since goes, what it filled and is still so is empty again, everything
// else stays and is listed with why. Imported and taken back, all is as before.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { importText, previewUndo, undoImport } from '../support/imports.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

// Each import is some jobs one after the other, each of which waits for its turn on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
});
afterAll(() => program.stop());

const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const found = async (q: string, call = owner) =>
  (await call('GET', `/customers?q=${encodeURIComponent(q)}`)).data.items;
const idOf = async (q: string, call = owner): Promise<string> => (await found(q, call))[0].id;
async function edit(id: string, change: object, call = owner) {
  const { version } = (await call('GET', `/customers/${id}`)).data;
  expect(await call('PATCH', `/customers/${id}`, { version, ...change })).toMatchObject({ status: 200 });
}

/** All there is of a firm's customers, by id: what lists, search and matching see. */
async function stateOf(organizationId: string): Promise<Map<string, Record<string, unknown>>> {
  const rows = await sql(
    `SELECT c.id, c.name, c.name_kana, c.postal_code, c.address, c.assignee_id, c.status_id, c.merged_into, s.text AS search,
      (SELECT json_agg(json_build_array(p.kind, p.key, p.value) ORDER BY p.kind, p.key) FROM contact_points p WHERE p.customer_id = c.id) AS points,
      (SELECT json_agg(g.group_id ORDER BY g.group_id) FROM customer_groups g WHERE g.customer_id = c.id) AS groups,
      (SELECT json_agg(n.text ORDER BY n.text) FROM notes n WHERE n.customer_id = c.id AND n.deleted_at IS NULL) AS notes,
      (SELECT json_agg(d.other_id ORDER BY d.other_id) FROM duplicate_candidates d WHERE d.customer_id = c.id) AS duplicates
     FROM customers c LEFT JOIN customer_search s ON s.customer_id = c.id WHERE c.organization_id = $1`,
    [organizationId],
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

test('it is previewed, then done; what was touched since stays and says why; once is enough', async () => {
  const at = (n: number) => `03-0000-77${String(n).padStart(2, '0')}`;
  for (const [name, phone, more] of [
    ['既存 一', at(1), {}],
    ['既存 二', at(2), { address: '東京都港区1-1' }],
    ['既存 三', at(3), {}],
  ] as const)
    await owner('POST', '/customers', { name, phones: [phone], ...more });
  const before = await stateOf(program.firm.organizationId);
  const one = await importText(
    owner,
    [
      '氏名,フリガナ,電話,メール,郵便番号,住所,担当,グループ,備考',
      `既存 一,キゾン イチ,${at(1)},one@example.jp,154-0001,東京都世田谷区1,佐藤 健一,反響客,電話は夜`,
      `既存 二,,${at(2)},,,大阪府,,,`,
      `既存 三,,${at(3)},three@example.jp,150-0001,東京都渋谷区1,,,`,
      ...['無傷 四', '編集 五', 'メモ 六', '反響 七', '対応 八', 'タスク 九', '統合 十'].map(
        (name, i) => `${name},,${at(10 + i)},x${i}@example.jp,,,,,備考${i}`,
      ),
      `疑い 子,,${at(10)},,,,,,`,
      `無傷 四,ムキズ,${at(10)},,,,,,`,
    ].join('\n'),
    { known: 'fill' },
  );
  expect(one.counts).toMatchObject({ new: 7, suspected: 1, known: 3, repeated: 1, filled: 3 });

  await edit(await idOf('編集 五'), { address: '新しい住所' });
  await owner('POST', `/customers/${await idOf('メモ 六')}/notes`, { text: '折り返し' });
  await program.sendMail(
    composeInquiry({ number: 'UN7', name: '反響 七', phone: at(13), email: 'x3@example.jp' }),
  );
  await owner('POST', `/customers/${await idOf('対応 八')}/activities`, {
    kind: 'call',
    outcome: 'no-answer',
  });
  await owner('POST', `/customers/${await idOf('タスク 九')}/tasks`, { title: '電話する' });
  await edit(await idOf('既存 三'), { address: '引っ越し先' });
  await program.sendMail(
    composeInquiry({ number: 'UN3', name: '既存 三', phone: at(3), email: 'three@example.jp' }),
  );
  await program.settled();
  const into = await idOf('既存 二');
  const from = await idOf('統合 十');
  const [a, b] = await Promise.all(
    [from, into].map(async (id) => (await owner('GET', `/customers/${id}`)).data),
  );
  const merged = await owner('POST', `/customers/${into}/merges`, {
    ...{ otherId: from, version: b.version, otherVersion: a.version, choices: {} },
  });
  expect(merged.status, merged.text).toBeLessThan(300);
  const touched = await stateOf(program.firm.organizationId);

  const kept = [
    { reason: 'inquiry', count: 2 },
    { reason: 'merged', count: 1 },
    { reason: 'activity', count: 1 },
    { reason: 'task', count: 1 },
    { reason: 'note', count: 1 },
    { reason: 'changed', count: 1 },
  ];
  const previewed = await previewUndo(owner, one.id);
  expect(previewed).toMatchObject({ removed: 2, restored: 2, kept });
  expect(await stateOf(program.firm.organizationId)).toEqual(touched);

  expect(await undoImport(owner, one.id)).toMatchObject({
    removed: 2,
    restored: 2,
    kept,
    createdBy: '高橋 誠',
  });
  expect(await found('無傷 四')).toEqual([]);
  expect(await found('疑い 子')).toEqual([]);
  const after = await stateOf(program.firm.organizationId);
  const first = await idOf('既存 一');
  expect(after.get(first)).toEqual(before.get(first));
  expect(await owner('GET', `/customers/${await idOf('既存 三')}`)).toMatchObject({
    data: { address: '引っ越し先', postalCode: null, emails: ['three@example.jp'] },
  });
  for (const name of ['編集 五', 'メモ 六', '反響 七', '対応 八', 'タスク 九']) {
    const id = await idOf(name);
    expect(after.get(id), name).toEqual(touched.get(id));
  }
  const listed = (await owner('GET', `/customer-imports/${one.id}/kept?limit=3`)).data;
  const rest = (await owner('GET', `/customer-imports/${one.id}/kept?cursor=${listed.nextCursor}`)).data;
  expect(
    Object.fromEntries(
      [...listed.items, ...rest.items].map(({ name, reason }: Record<string, string>) => [name, reason]),
    ),
  ).toEqual({
    '既存 三': 'inquiry',
    '編集 五': 'changed',
    'メモ 六': 'note',
    '反響 七': 'inquiry',
    '対応 八': 'activity',
    'タスク 九': 'task',
    '既存 二': 'merged',
  });
  const history = (await owner('GET', `/customers/${first}/field-history/address`)).data.items;
  expect(history[0]).toMatchObject({
    actor: { name: '高橋 誠' },
    event: { type: 'edited', field: 'address', from: '東京都世田谷区1', to: null },
  });
  expect(
    await sql(
      "SELECT actor_name, subject_id, details FROM audit_events WHERE action = 'customers.import-undone'",
    ),
  ).toMatchObject([
    { actor_name: '高橋 誠', subject_id: one.id, details: { fileName: 'a.csv', removed: 2, restored: 2 } },
  ]);
  for (const path of ['undo/preview', 'undo', 'undo/discard'])
    expect((await owner('POST', `/customer-imports/${one.id}/${path}`)).data.code, path).toBe(
      'import-undone',
    );
  expect(await stateOf(program.firm.organizationId)).toEqual(after);
  // The same file again makes them anew.
  const again = await importText(owner, `氏名,電話\n無傷 四,${at(10)}\n`);
  expect(again.counts).toMatchObject({ new: 1 });
});

test('not another firm, not a salesperson, not unseen, not what changed nothing; two files that met the same people', async () => {
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  const stranger = await signIn(program, { email: other.owner.email, password: PASSWORD });
  const member = await signIn(program, { email: program.firm.salesperson.email, password: PASSWORD });
  const text = '氏名,電話\n二度 一,03-0000-8801\n二度 二,03-0000-8802\n';
  const one = await importText(owner, text);
  const two = await importText(owner, text);
  for (const path of ['undo/preview', 'undo', 'undo/discard']) {
    expect((await stranger('POST', `/customer-imports/${one.id}/${path}`)).status, path).toBe(404);
    expect((await member('POST', `/customer-imports/${one.id}/${path}`)).status, path).toBe(403);
  }
  expect((await stranger('GET', `/customer-imports/${one.id}/kept`)).status).toBe(404);
  expect((await owner('POST', `/customer-imports/${one.id}/undo`)).data.code).toBe('import-not-undoable');
  expect(two).toMatchObject({ counts: { known: 2 }, undoableUntil: null });
  expect((await owner('POST', `/customer-imports/${two.id}/undo/preview`)).data.code).toBe(
    'import-not-undoable',
  );
  await previewUndo(owner, one.id);
  expect((await owner('POST', `/customer-imports/${one.id}/undo/discard`)).data).toMatchObject({
    undo: null,
  });
  await previewUndo(owner, one.id);
  // The database itself removes nobody else, whoever asks.
  const remove = (importId: string, organizationId: string, ids: string[]) =>
    program.db.withOrganization(
      organizationId,
      async (tx) =>
        (await tx.execute(`SELECT remove_imported_customers('${importId}', '{${ids.join()}}') AS id`)).rows,
    );
  const ids = [await idOf('二度 一'), await idOf('二度 二')];
  expect(await remove(two.id, program.firm.organizationId, ids)).toEqual([]);
  expect(await remove(newId(), program.firm.organizationId, ids)).toEqual([]);
  expect(await remove(one.id, other.organizationId, ids)).toEqual([]);
  await edit(ids[0] ?? '', { address: 'あとから' });
  expect(await remove(one.id, program.firm.organizationId, [ids[0] ?? ''])).toEqual([]);
  expect(await undoImport(owner, one.id)).toMatchObject({
    removed: 1,
    restored: 0,
    kept: [{ reason: 'changed', count: 1 }],
  });
  // Its time over, what came of its rows is forgotten.
  const late = await importText(owner, '氏名,電話\n遅い 三,03-0000-8803\n');
  await sql("UPDATE customer_imports SET created_at = now() - interval '31 days' WHERE id = $1", [late.id]);
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'forget-customer-import' AND subject_id = $1", [
    late.id,
  ]);
  await expect
    .poll(() => sql('SELECT FROM customer_import_rows WHERE import_id = $1', [late.id]), { timeout: 60_000 })
    .toEqual([]);
  expect((await owner('GET', `/customer-imports/${late.id}`)).data).toMatchObject({ undoableUntil: null });
  expect(await found('遅い 三')).toHaveLength(1);
});

// Random people, rows and edits. A mail address says who is who; everything else may be there or not.
const parts = ['kana', 'phone', 'postal', 'address', 'assignee', 'group', 'note'] as const;
const some = fc.subarray([...parts]);
const touch = fc.record({ at: fc.nat(20), how: fc.constantFrom('address', 'phone', 'note', 'task') });
const scene = fc.record({
  known: fc.array(some, { maxLength: 4 }),
  rows: fc.array(fc.record({ who: fc.nat(9), has: some }), { minLength: 1, maxLength: 12 }),
  touches: fc.array(touch, { maxLength: 3 }),
});

test('imported and taken back, all is as before but for what people did in between', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async ({ known, rows, touches }) => {
      const firm = await buildFirm(program.db);
      const call = await signIn(program, { email: firm.owner.email, password: PASSWORD });
      for (const [i, has] of known.entries()) {
        const value = <T>(part: (typeof parts)[number], given: T) => (has.includes(part) ? given : undefined);
        const made = await call('POST', '/customers', {
          name: `人 ${i}`,
          emails: [`p${i}@example.jp`],
          nameKana: value('kana', 'ヒト'),
          phones: value('phone', [`03-0000-100${i}`]),
          postalCode: value('postal', '154-0001'),
          address: value('address', `もとの住所${i}`),
          assigneeId: value('assignee', firm.salesperson.userId),
          groupIds: value('group', [firm.groupId]),
        });
        if (has.includes('note'))
          await call('POST', `/customers/${made.data.id}/notes`, { text: 'もとのメモ' });
      }
      const before = await stateOf(firm.organizationId);
      const lines = rows.map(({ who, has }, nr) => {
        const value = (part: (typeof parts)[number], given: string) => (has.includes(part) ? given : '');
        return [
          ...[
            `人 ${who}`,
            `p${who}@example.jp`,
            value('kana', `ヒト${nr}`),
            value('phone', `03-0000-20${10 + nr}`),
          ],
          ...[value('postal', '150-0001'), value('address', `住所${nr}`), value('assignee', '高橋 誠')],
          ...[value('group', '反響客'), value('note', `備考${nr}`)],
        ].join();
      });
      const header = '氏名,メール,フリガナ,電話,郵便番号,住所,担当,グループ,備考';
      const one = await importText(call, [header, ...lines].join('\n'), { known: 'fill' });

      const all = [...(await stateOf(firm.organizationId)).keys()].sort();
      const touched = new Map<string, Set<string>>();
      const phones = new Map<string, string>();
      for (const [nr, { at, how }] of touches.entries()) {
        const id = all[at % all.length] ?? '';
        touched.set(id, (touched.get(id) ?? new Set<string>()).add(how));
        if (how === 'phone') phones.set(id, `03-0000-300${nr}`);
        if (how === 'note') await call('POST', `/customers/${id}/notes`, { text: '人のメモ' });
        else if (how === 'task') await call('POST', `/customers/${id}/tasks`, { title: '電話' });
        else
          await edit(id, how === 'address' ? { address: '直した住所' } : { phones: [phones.get(id)] }, call);
      }
      const then = await stateOf(firm.organizationId);
      const made = all.filter((id) => !before.has(id));
      if (one.undoableUntil === null) {
        if (touched.size === 0) expect(then).toEqual(before);
        return;
      }
      const previewed = await previewUndo(call, one.id);
      const undone = await undoImport(call, one.id);
      expect(undone).toMatchObject({
        removed: previewed.removed,
        restored: previewed.restored,
        kept: previewed.kept,
      });
      expect(undone.removed).toBe(made.filter((id) => !touched.has(id)).length);
      const after = await stateOf(firm.organizationId);
      expect([...after.keys()].sort()).toEqual(all.filter((id) => before.has(id) || touched.has(id)));
      for (const [id, row] of after) {
        const hows = touched.get(id);
        if (!before.has(id)) expect(row).toEqual(then.get(id));
        else {
          const wanted = { ...before.get(id) };
          const { search: _s, points, notes, ...rest } = row;
          const { search: _w, points: _p, notes: _n, ...wantedRest } = wanted;
          expect(rest).toEqual({ ...wantedRest, ...(hows?.has('address') && { address: '直した住所' }) });
          const phone = phones.get(id);
          expect(points).toEqual(phone ? withPhone(wanted.points, phone) : wanted.points);
          const written = [...((wanted.notes as string[]) ?? []), ...(hows?.has('note') ? ['人のメモ'] : [])];
          expect(new Set((notes as string[]) ?? [])).toEqual(new Set(written));
          if (!hows) expect(row).toEqual(wanted);
        }
      }
    }),
    { numRuns: 4, endOnFailure: true },
  );
});

type Points = [kind: string, key: string, value: string][];

/** The customer's points, were this their only phone. */
function withPhone(points: unknown, phone: string): Points {
  const others = (points as Points).filter(([kind]) => kind !== 'phone');
  const all: Points = [...others, ['phone', `+81${phone.replaceAll('-', '').slice(1)}`, phone]];
  return all.sort(([a, x], [b, y]) => (`${a} ${x}` < `${b} ${y}` ? -1 : 1));
}
