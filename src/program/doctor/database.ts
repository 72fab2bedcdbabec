// Is there a PostgreSQL that keeps what it was given, and room for it?
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Server } from '../../platform/database.ts';
import { StartError } from '../../platform/errors.ts';
import { checkServer } from '../../platform/migrate.ts';
import { appliedMigrations, isNewer } from '../../platform/migrations.ts';
import { readPostmaster } from '../../platform/postgres/postmaster-pid.ts';
import { withOwner } from '../../platform/with-owner.ts';
import { type Check, type Finding, findingsOf } from './finding.ts';

const { ok, warning, failure } = findingsOf('database');
const ROOM_BYTES = 2_000_000_000;

/** A given database: reachable, new and safe enough. The embedded one: its folder, its room, and whether it runs. */
export const checkDatabase: Check = async (config) => {
  if (config.databaseUrl) return [await checkGiven(config.databaseUrl)];
  const { dataDir } = config;
  if (!existsSync(dataDir))
    return [
      warning(
        `データフォルダー ${dataDir} はまだありません。`,
        'npm start を一度実行すると作られます。場所を変えるには DATA_DIR を指定してください。',
      ),
    ];
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK);
  } catch {
    return [
      failure(
        `データフォルダー ${dataDir} に書き込めません。`,
        'このユーザーに権限を与えるか、DATA_DIR で別の場所を指定してください。',
      ),
    ];
  }
  const running = readPostmaster(join(dataDir, 'postgres/cluster'));
  return [
    running?.ready
      ? await checkEmbedded(dataDir, running.socketDir)
      : warning(
          `${dataDir} の同梱のPostgreSQLは動いていません。`,
          'npm start で起動してから、もう一度 digima doctor を実行してください。',
        ),
    room(dataDir),
    ok(
      `ログイン情報を封じる鍵は ${join(dataDir, 'keys')} にあります。digima backup の控えには入りません。別の場所に控えてください（失うと開けません）。`,
    ),
  ];
};

/** What no start would work on; null when all is well. @throws StartError of the server itself. */
async function newerFinding(server: Server): Promise<Finding | null> {
  await checkServer(server);
  if (!isNewer(await withOwner(server, appliedMigrations))) return null;
  return failure(
    'データベースは、このプログラムより新しいバージョンで更新されています。このバージョンは起動しません。',
    'このマシンでも新しいバージョンを起動するか、更新前の控えを digima restore で戻してください。',
  );
}

async function checkGiven(url: string): Promise<Finding> {
  try {
    const newer = await newerFinding({ url });
    if (newer) return newer;
    return ok('DATABASE_URL のPostgreSQLにつながり、安全な設定で動いています。');
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return failure(
      `DATABASE_URL のPostgreSQLを使えません（${error.message}）`,
      '接続先・ユーザー・バージョン（15以上）・fsync と synchronous_commit をご確認ください。',
    );
  }
}

async function checkEmbedded(dataDir: string, socketDir: string): Promise<Finding> {
  try {
    const newer = await newerFinding({ socketDir, database: 'postgres' });
    if (newer) return newer;
    return ok(`同梱のPostgreSQLが ${dataDir} で、安全な設定で動いています。`);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return failure(
      `${dataDir} の同梱のPostgreSQLを使えません（${error.message}）`,
      'npm start で起動し直してください。続く場合は、この行を添えて開発元にお知らせください。',
    );
  }
}

function room(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder);
  const gigabytes = ((bavail * bsize) / 1e9).toFixed(1);
  return bavail * bsize > ROOM_BYTES
    ? ok(`ディスクの空きは ${gigabytes} GB です。`)
    : warning(
        `ディスクの空きが ${gigabytes} GB しかありません。`,
        'いっぱいになると、メールは 451（あとで送り直してもらう）になります。空きを増やしてください。',
      );
}
