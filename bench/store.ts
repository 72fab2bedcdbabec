// Mails stored per second: SMTP over 50 kept-open connections, each mail committed before its 250.
import { quantile, type Running, sendFor } from './load.ts';

/** Into a paused connection: storing alone, as reading runs behind it on the same cores. Medians of `rounds`. */
export async function measureStore(program: Running, rounds = 5, seconds = 4) {
  const runs = [];
  await sendFor(program.smtpPort, program.paused, 50, 1, 5_000);
  for (let i = 0; i < rounds; i++)
    runs.push(await sendFor(program.smtpPort, program.paused, 50, seconds, 5_000));
  const rates = runs.map((r) => r.perSecond);
  return {
    perSecond: quantile(rates, 0.5),
    spread: [Math.min(...rates), Math.max(...rates)] as const,
    p99Ms: quantile(
      runs.flatMap((r) => r.latencies),
      0.99,
    ),
  };
}
