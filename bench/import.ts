// CSV取り込み of a list as firms bring it: letters that depend on the machine (①㈱髙﨑), emoji, broken rows between. Previewed, applied and
// taken back, through the API; rows a second and the program's memory.
import { createMember } from '../src/accounts/index.ts';
import { createFirstStatuses } from '../src/customers/index.ts';
import { openDatabase } from '../src/platform/database.ts';
import { openLog } from '../src/platform/log.ts';
import { type Session, signIn } from '../test/support/session.ts';
import type { paths } from '../web/src/api/schema.gen.ts';
import { type Installation, openInstallation, openServer, type Running, startParts } from './installation.ts';
import { n, type Pace, type Row } from './table.ts';

const PERSON = { email: 'importer@firm.example', password: 'a-password-of-the-bench' };

export async function measureImport({ isShort }: Pace): Promise<Row[]> {
  const size = isShort ? 1_000 : 100_000;
  const server = await openServer();
  const installation = await openInstallation(server.socketDir, 'import');
  await addPerson(installation);
  const program = await startParts(installation, 'smtp,worker,web');
  try {
    const call = await signIn(program, PERSON);
    const { bytes, broken } = fileOf(size);
    const before = program.memory();
    const path = '/customer-imports';
    const sent = performance.now();
    const { data } = await call('POST', `${path}?fileName=bench.csv`, bytes);
    const upload = performance.now() - sent;
    const one = `${path}/${data.id}`;
    const of = watch(program, call, one);
    const preview = await of(null, ({ state }) => state === 'previewed');
    const apply = await of(`${one}/apply`, ({ state }) => state === 'done');
    const { counts } = (await call('GET', one)).data;
    if (counts.refused !== broken || counts.new !== size - broken)
      throw new Error(`not what the file says: ${JSON.stringify(counts)} of ${size} with ${broken} broken`);
    const look = await of(`${one}/undo/preview`, ({ undo }) => undo?.state === 'previewed');
    const undo = await of(`${one}/undo`, ({ undo }) => undo?.state === 'done');
    const { rows } = await installation.owner.query<{ left: number }>(
      'SELECT count(*)::int AS left FROM customers',
    );
    if (rows[0]?.left !== 0) throw new Error(`${rows[0]?.left} customers are left`);
    const row = (what: string, { ms, memory }: Taken): Row => ({
      what: `${what} ${n(size)} rows (${n(bytes.length / 1e6, 1)} MB, ${n(broken)} broken)`,
      measured: `${n((size / ms) * 1_000)} rows/s, ${n(ms / 1_000, 1)} s, at most ${n(memory / 1e6)} MB`,
      aim: null,
      holds: true,
    });
    return [
      {
        what: `upload of ${n(bytes.length / 1e6, 1)} MB`,
        measured: `${n(upload / 1_000, 2)} s; memory before ${n(before / 1e6)} MB`,
        aim: null,
        holds: true,
      },
      row('import: preview of', preview),
      row('import: applied,', apply),
      row('import: 取り消し previewed,', look),
      row('import: taken back,', undo),
    ];
  } finally {
    await program.stop();
    await installation.close();
    await server.stop();
  }
}

/** Of what the API shows of an import. */
type Shown = paths['/api/v1/customer-imports/{id}']['get']['responses']['200']['content']['application/json'];

interface Taken {
  ms: number;
  memory: number;
}

/** Asks for something (or it is under way), and waits until the import looks so. */
function watch(program: Running, call: Session, one: string) {
  return async (ask: string | null, isOver: (data: Shown) => boolean): Promise<Taken> => {
    const begun = performance.now();
    if (ask) {
      const answer = await call('POST', ask);
      if (answer.status !== 200) throw new Error(`${ask}: ${answer.text}`);
    }
    for (let memory = 0; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
      memory = Math.max(memory, program.memory());
      const { data } = await call('GET', one);
      if (data.state === 'failed' || data.undo?.state === 'failed') throw new Error('it was given up');
      if (isOver(data)) return { ms: performance.now() - begun, memory };
    }
  };
}

async function addPerson({ socketDir, database, organizationId }: Installation): Promise<void> {
  const db = await openDatabase({ socketDir, database }, openLog('error'));
  await createMember(db, organizationId, { name: '佐藤 健一', role: 'owner', ...PERSON });
  await db.withOrganization(organizationId, (tx) => createFirstStatuses(tx, organizationId));
  await db.close();
}

const SURNAMES = ['髙橋', '﨑山', '濵田', '吉𠮷', '佐藤', '㈱みほん', '葛󠄀西'];
const GIVEN = ['①子', '花子🍣', 'Ⅲ郎', '一郎', '👩‍👩‍👧', 'ﾀﾛｳ'];

/** A file of so many rows, and how many of them are broken. */
function fileOf(size: number): { bytes: Uint8Array; broken: number } {
  let broken = 0;
  const lines = ['お名前,フリガナ,電話番号,メールアドレス,郵便番号,住所,担当者,備考'];
  for (let nr = 1; nr <= size; nr++) {
    const name = `${SURNAMES[nr % SURNAMES.length]} ${GIVEN[nr % GIVEN.length]}${nr}`;
    const digits = String(nr).padStart(6, '0');
    // 020 is no person's phone.
    const phone = `020-${digits.slice(0, 3)}0-0${digits.slice(3)}`;
    const good = [
      name,
      'ミホン',
      phone,
      `bench${nr}@mail.example.jp`,
      '154-0001',
      `東京都世田谷区桜丘99丁目9番${nr}号`,
      '佐藤 健一',
      `㍻備考☎${nr}`,
    ];
    const kind = nr % 100;
    if (kind === 17) good[2] = '12';
    if (kind === 34) good[3] = 'nobody';
    if (kind === 51) good.push('余り');
    if (kind === 68) good[0] = '"改\n行"';
    if ([17, 34, 51, 68].includes(kind)) broken += 1;
    lines.push(good.join());
  }
  return { bytes: new TextEncoder().encode(lines.join('\r\n')), broken };
}
