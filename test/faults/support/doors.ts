// The ways a mail comes in, as one who sends a ledger's mails uses them: each answers as an SMTP server would.
import { handIn, type IntakeKey } from '../../../src/intake/index.ts';
import { connectSmtp, type Speech } from '../../support/smtp-client.ts';

export interface Door {
  name: string;
  /** Goes through it once or more often. A door that is not there is over at once. */
  open(silenceMs: number): Promise<Way>;
}

export interface Way {
  /** The answer, `000 …` for none. `deliveryId`: the same UUID when a delivery is tried again. */
  deliver(raw: Buffer, to: string[], deliveryId: string): Promise<string>;
  /** False once it is over, or never was. */
  isOpen(): boolean;
  /** The longest that an answer took so far, in ms. */
  slowestMs(): number;
  close(): void;
}

/** Where each door of an installation is. */
export interface Doors {
  smtpPort: number;
  lmtpPort: number;
  httpPort: number;
  intakeKey: IntakeKey;
}

export const smtpDoor = (port: number, host?: string, name = 'SMTP', speech: Speech = {}): Door => ({
  name,
  async open(silenceMs) {
    const client = await connectSmtp(port, host, silenceMs, speech);
    return { ...client, deliver: (raw, to) => client.deliver(raw, to) };
  },
});

/** All of them: SMTP, SMTP with TLS, LMTP, HTTP. */
export function everyDoor({ smtpPort, lmtpPort, httpPort, intakeKey }: Doors): Door[] {
  return [
    smtpDoor(smtpPort),
    smtpDoor(smtpPort, undefined, 'SMTP with TLS', { isSecure: true }),
    smtpDoor(lmtpPort, undefined, 'LMTP', { protocol: 'LMTP' }),
    { name: 'HTTP', open: async (silenceMs) => httpWay(httpPort, intakeKey, silenceMs) },
  ];
}

function httpWay(port: number, key: IntakeKey, silenceMs: number): Way {
  let isOver = false;
  let slowest = 0;
  return {
    async deliver(raw, to, deliveryId) {
      const asked = performance.now();
      try {
        const mail = { raw, sender: 'noreply@re-guide.jp', recipients: to, deliveryId };
        const answer = await handIn(`http://127.0.0.1:${port}`, key, mail, silenceMs);
        slowest = Math.max(slowest, performance.now() - asked);
        const said = await answer.text();
        if (answer.ok) return `250 ${said}`;
        return `${answer.status >= 500 || answer.status === 429 ? 451 : 550} ${answer.status} ${said}`;
      } catch (error) {
        isOver = true;
        return `000 ${(error as Error).name}`;
      }
    },
    isOpen: () => !isOver,
    slowestMs: () => slowest,
    close: () => {},
  };
}
