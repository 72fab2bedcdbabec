// Tells systemd, where it started us (Type=notify), that we are ready, that we still go round, and that we end: a process
// that hangs is started anew. By its own systemd-notify, because Node speaks no datagrams of the file system.
import { execFile } from 'node:child_process';
import type { Supervision } from '../platform/config.ts';
import type { Log } from '../platform/log.ts';

/** Says that the program is ready, and from then on that it goes round; returns how to say that it ends. */
export function tellSystemd({ isNotified, watchdogMs }: Supervision, log: Log): () => void {
  if (!isNotified) return () => {};
  const say = (state: string) => {
    execFile('systemd-notify', [state], (error) => {
      if (error) log.warn({ code: error.code, state }, 'systemd was not told');
    });
  };
  say('READY=1');
  // At half the time, as sd_watchdog_enabled(3) recommends.
  if (watchdogMs !== null) setInterval(() => say('WATCHDOG=1'), watchdogMs / 2).unref();
  return () => say('STOPPING=1');
}
