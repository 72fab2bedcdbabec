// Mail of the pretended world, by real SMTP: to the product for its inbox domain, to the sink for all others.
import { createTransport } from 'nodemailer';

export interface SmtpPlace {
  host: string;
  port: number;
}

const SILENCE_MS = 10_000;

/** A mailer that asks `routeOf` where a domain's mail goes. Resolves with the server's answer, rejects when refused. */
export function openMailer(routeOf: (domain: string) => SmtpPlace, from = 'noreply@re-guide.jp') {
  const transports = new Map<string, ReturnType<typeof transportTo>>();
  return {
    async send({ to, raw }: { to: string; raw: Uint8Array }): Promise<string> {
      const place = routeOf(to.slice(to.lastIndexOf('@') + 1).toLowerCase());
      const key = `${place.host}:${place.port}`;
      const transport = transports.get(key) ?? transportTo(place);
      transports.set(key, transport);
      const { response } = await transport.sendMail({ envelope: { from, to: [to] }, raw: Buffer.from(raw) });
      return response;
    },
    close(): void {
      for (const transport of transports.values()) transport.close();
    },
  };
}

function transportTo(place: SmtpPlace) {
  return createTransport({
    ...place,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
  });
}
