// `digima replay`: the operator has kept mails read again by today's readers, after a look at what would come of it.
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import type { Replay, ReplayCounts, ReplayScope } from '../customers/index.ts';
import { parseJstDateTime } from '../lib/jst.ts';
import { StartError } from '../platform/errors.ts';
import { onSignals } from '../program/on-signals.ts';
import type { Replaying } from '../program/replaying.ts';

const HELP = `
Give it the same settings as digima start; the program may run meanwhile. First a preview, which changes nothing; then, once
you say so, it is applied: inquiries whose mails say more to today's readers are brought up to date, mails that could not be
read become customers. No customer is made twice, nobody is told twice, and what people changed or settled stays. Done again,
nothing changes. What a killed run leaves is finished by the next one, or by the program. While the database is away it waits.

Of requests that are new and younger than seven days whoever is in charge is told, unless --quiet is given.

Examples:
  digima replay --dry-run
  digima replay --organization 株式会社みほん不動産 --since 2026-11-01
  digima replay --connection "リガイド 世田谷支店" --yes --quiet

Exit codes: 0 done, 1 not done (one sentence says why), 78 wrong settings.`;

interface Options {
  organization?: string;
  connection?: string;
  since?: string;
  dryRun?: boolean;
  yes?: boolean;
  quiet?: boolean;
}

export function replayCommand(): Command {
  return new Command('replay')
    .description('read kept mails again with today’s readers (再読み取り)')
    .option('--organization <ORG>', 'id or name of the firm; every firm when left out')
    .option('--connection <CONNECTION>', 'id or name of the connection; every one when left out')
    .option('--since <DATE>', 'mails received since that day (2026-11-01, Japanese time)')
    .option('--dry-run', 'the preview alone')
    .option('--yes', 'apply without asking')
    .option('--quiet', 'tell nobody of requests that are new')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const since = options.since === undefined ? null : dayOf(options.since);
      if (!options.dryRun && !options.yes && !process.stdin.isTTY)
        throw new StartError('Say --dry-run to look, or --yes to apply: there is nobody to ask here.');
      const { openReplaying } = await import('../program/replaying.ts');
      const replaying = await openReplaying(() =>
        console.log('  the database is away: waiting for it (Ctrl-C ends the replay)'),
      );
      // What has been applied stays; what runs is ended, not left to the program.
      onSignals(['SIGINT'], () => replaying.interrupt());
      try {
        const places = await replaying.find(options.organization, options.connection);
        for (const { organization, connectionId } of places)
          await one(replaying, organization, { connectionId, since }, options);
      } finally {
        await replaying.close();
      }
    });
}

async function one(
  replaying: Replaying,
  { id, name }: { id: string; name: string },
  scope: ReplayScope,
  options: Options,
): Promise<void> {
  console.log(`${shownText(name)} (${id})`);
  const preview = await replaying.preview(id, scope, () =>
    console.log('  another replay runs in this firm: waiting for its end'),
  );
  report(preview);
  if (options.dryRun) return;
  const answer = options.yes ? 'yes' : await ask();
  if (answer !== 'yes') {
    await replaying.cancel(preview);
    if (answer === 'broken-off') throw new StartError('The replay was broken off: nothing more was applied.');
    console.log('  not applied');
    return;
  }
  report(await replaying.apply(preview, options.quiet ?? false));
}

const lines: [keyof ReplayCounts, string][] = [
  ['complete', 'can be read now'],
  ['announced', 'are a notice now'],
  ['changed', 'say more, or something else'],
  ['less', 'say less: kept as they are'],
  ['unread', 'still cannot be read'],
  ['in-flight', 'wait to be read anyway'],
  ['unchanged', 'unchanged'],
  ['newCustomers', 'new customers'],
];

function report({ phase, state, total, counts, differences }: Replay): void {
  if (state === 'cancelled' || state === 'failed') throw new StartError(`The replay was ${state}.`);
  console.log(`  ${phase === 'preview' ? 'preview' : 'applied'}: ${total} mails`);
  for (const [key, words] of lines)
    if (counts[key] > 0 || key === 'newCustomers')
      console.log(`  ${String(counts[key]).padStart(8)} ${words}`);
  if (phase === 'apply') {
    console.log(`  ${String(counts.told).padStart(8)} told to whoever is in charge`);
    return;
  }
  for (const { mailId, kind, changes } of differences.slice(0, SHOWN)) {
    console.log(`  ${mailId} ${kind}`);
    for (const { field, from, to } of changes)
      console.log(`    ${shownText(field)}: ${shownText(from ?? '―')} → ${shownText(to ?? '―')}`);
  }
}

const SHOWN = 20;

async function ask(): Promise<'yes' | 'no' | 'broken-off'> {
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  // While it asks at a terminal, Ctrl-C and Ctrl-D are its own: no signal comes, it closes. Where what it says goes elsewhere,
  // only this tells that nobody types any more.
  const closed = new Promise<null>((ended) => asking.once('close', () => ended(null)));
  const answer = await Promise.race([asking.question('  Apply it? [y/N] '), closed]);
  if (answer === null) {
    console.log();
    return 'broken-off';
  }
  asking.close();
  return /^y(es)?$/i.test(answer.trim()) ? 'yes' : 'no';
}

function dayOf(text: string): Date {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseJstDateTime(text) : null;
  if (day === null) throw new StartError(`${shownText(text)} is no day: write 2026-11-01.`);
  return new Date(day);
}

// What comes from outside may not steer the operator's terminal.
function shownText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\u{FFFD}');
}
