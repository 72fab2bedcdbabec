// Looks at everything between `npm start` and the first real mail, and says of each what to do.
import type { Config } from '../../platform/config.ts';
import { allParts, type Part } from '../parts/part.ts';
import { checkCertificate } from './certificate.ts';
import { checkDatabase } from './database.ts';
import { type Check, codeOf, type Finding, findingsOf, type Surroundings } from './finding.ts';
import { checkJobs } from './jobs.ts';
import { checkMailIn } from './mail-in.ts';
import { checkMailOut } from './mail-out.ts';
import { checkPortals } from './portals.ts';
import { checkScreen } from './screen.ts';

export type { Finding, Surroundings } from './finding.ts';

const { ok, warning } = findingsOf('support');
const { failure } = findingsOf('doctor');

const checkSupport: Check = async ({ support }) => [
  support.url
    ? ok(`お問い合わせ先は「${support.name} ${support.hours}」です。`)
    : warning(
        `お問い合わせ先「${support.name} ${support.hours}」の「お問い合わせ」に、リンクがありません。`,
        'SUPPORT_URL にページのアドレスか mailto: を指定してください。',
      ),
];

/** Each check, and the parts it matters to. */
const checks: [Check, readonly Part[]][] = [
  [checkDatabase, allParts],
  [checkScreen, ['worker', 'web']],
  [checkMailIn, ['smtp']],
  [checkCertificate, ['smtp']],
  [checkMailOut, ['worker']],
  [checkPortals, ['worker']],
  [checkJobs, ['worker']],
  [checkSupport, ['web']],
];

/** Runs every check of these parts; one that breaks is itself a finding, and the others still run. */
export async function examine(
  config: Config,
  surroundings: Surroundings,
  parts: readonly Part[] = allParts,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [check, of] of checks) {
    if (!of.some((part) => parts.includes(part))) continue;
    found.push(
      ...(await check(config, surroundings).catch((error) => [
        failure(
          `確認の途中で問題が起きました（${check.name} ${codeOf(error)}）。`,
          'この行を添えて、開発元にお知らせください。',
        ),
      ])),
    );
  }
  return found;
}
