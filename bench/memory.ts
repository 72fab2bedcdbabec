// Resident memory of the whole program under a steady load: does it grow?
import { openInstallation, openServer, startParts } from './installation.ts';
import { sendLoad } from './smtp-load.ts';
import { median, n, type Pace, type Row } from './table.ts';

const RATE = 50;

export async function measureMemory({ isShort }: Pace): Promise<Row[]> {
  const seconds = isShort ? 4 : 15 * 60;
  const server = await openServer();
  const installation = await openInstallation(server.socketDir, 'memory');
  const program = await startParts(installation, 'smtp,worker,web');
  const samples: number[] = [];
  const clock = setInterval(() => samples.push(program.memory()), isShort ? 200 : 5_000);
  try {
    const { latencies } = await sendLoad({
      port: program.smtpPort,
      to: installation.to,
      connections: 10,
      sessions: 'one-mail',
      seconds,
      rate: RATE,
    });
    clearInterval(clock);
    const third = Math.floor(samples.length / 3);
    const [middle, last] = [median(samples.slice(third, 2 * third)), median(samples.slice(2 * third))];
    return [
      {
        what: `memory over ${n(seconds / 60, 1)} min at ${RATE} mails/s (${n(latencies.length)} mails)`,
        measured: `${n(middle / 1e6)} MB in the middle third, ${n(last / 1e6)} MB in the last, ${n(Math.max(...samples) / 1e6)} MB at most`,
        aim: isShort ? null : 'last third ≤ 1.1 × the middle',
        holds: isShort || last <= middle * 1.1,
      },
    ];
  } finally {
    clearInterval(clock);
    await program.stop();
    await installation.close();
    await server.stop();
  }
}
