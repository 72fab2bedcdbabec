// The replies of an SMTP server as a trace shows them: which write told which client that its mail is taken.
import { bytesOf, type Moment } from './strace.ts';

/** Follows the connections of the server on this port. Takes the moments of a trace in order. */
export function openReplies(serverPort: number) {
  const here = `TCP:[127.0.0.1:${serverPort}->127.0.0.1:`;
  /** The last code told to each connection. */
  const last = new Map<string, string>();
  return {
    /** The client's port when a write begins that answers its final dot with 250, else null. */
    acceptedBy({ moment, call: { name, on, args } }: Moment): number | null {
      if (moment !== 'begun') return null;
      if (!on.startsWith(here) || !/^(?:write|writev|sendto|sendmsg)$/.test(name)) return null;
      let isAccepted = false;
      for (const line of bytesOf(args).toString('latin1').split('\r\n')) {
        if (!/^\d{3}(?: |$)/.test(line)) continue;
        const code = line.slice(0, 3);
        if (code === '250' && last.get(on) === '354') isAccepted = true;
        last.set(on, code);
      }
      return isAccepted ? Number(on.slice(here.length, -1)) : null;
    },
  };
}
