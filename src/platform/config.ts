// The program's settings, read once in main. The only file that knows environment variables.
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Everything the program may be told from outside. Starts with no variable set. */
export interface Config {
  productName: string;
  dataDir: string;
  /** A PostgreSQL of the operator's, or null for the embedded one in `dataDir`. */
  databaseUrl: string | null;
  /** `id:base64` pairs, the first seals; null: made once in `dataDir/keys` (embedded database only). */
  secretKeys: string | null;
  /** `id:base64` pairs of who may hand mails in over HTTP; null: nobody. */
  intakeKeys: string | null;
  http: { host: string; port: number };
  smtp: {
    host: string;
    port: number;
    /** Null, both: a certificate of our own is made in `dataDir/keys`. */
    certificateFile: string | null;
    keyFile: string | null;
    clientsMax: number;
    /** Of one IPv4 address or IPv6 /64. */
    clientsPerAddress: number;
    /** Addresses and networks of peers that begin with a header of the PROXY protocol. */
    proxyFrom: string[];
  };
  /** The second door, for a mail server in front of us; null: there is none. */
  lmtp: { host: string; port: number } | { path: string } | null;
  /** Our own SMTP door as the web part reaches it, where another machine has it; null: this machine's. */
  smtpDoor: { host: string; port: number } | null;
  /** Port of /healthz and /readyz of a process without the web part; null: none. */
  healthPort: number | null;
  /** Where people reach the screen, without a trailing slash; null: only this machine is assumed. */
  publicUrl: string | null;
  /** Domain of the inbox addresses; null: not reachable from outside yet. */
  inboxDomain: string | null;
  /** Relay for mail the product sends; null: it cannot send yet. */
  smtpUrl: string | null;
  /** Sender address of the mail the product sends; null: no-reply at the inbox domain. */
  mailFrom: string | null;
  /** The support window, shown on every page of the set-up and in mails about it. `url`: web page or mailto:. */
  support: { name: string; hours: string; url: string | null };
  /** Whether an owner may switch options (機能契約). */
  optionsSelfService: boolean;
  /** host:port that the program may call although they are private. */
  outboundAllow: string[];
  /** Where Chatwork's API is, without a trailing slash. */
  chatworkUrl: string;
  /** A Chromium for portals whose login page is made by script; null: there is none. */
  browserPath: string | null;
  logLevel: string;
}

/** True for `id:base64,…` where each key is 32 bytes: 43 base64 digits and a `=`. */
export function isKeyList(text: string): boolean {
  return text.split(',').every((pair) => /^[\w-]{1,40}:[A-Za-z0-9+/]{43}=$/.test(pair));
}

// An IP address, alone or with the bits of its network.
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const longest = isIP(address) === 4 ? 32 : 128;
  const isMask = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
  return isIP(address) !== 0 && isMask && more.length === 0;
}

/** One setting: its variable, what it means, an example, its default in words. Feeds docs/configuration.md. */
export interface Setting {
  variable: string;
  meaning: string;
  example: string;
  default: string;
}

const port = z.coerce.number().int().min(0).max(65535);
const count = z.coerce.number().int().min(1).max(100_000);
const url = (schemes: string[]) =>
  z.string().refine((v) => URL.canParse(v) && schemes.includes(new URL(v).protocol.slice(0, -1)), {
    message: `must be a URL starting with ${schemes.map((s) => `${s}:`).join(' or ')}`,
  });
const domain = z
  .string()
  .max(253)
  .regex(/^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/i, { message: 'must be a domain name' });
const keyList = z
  .string()
  .refine(isKeyList, { message: 'must be id:base64 pairs of 32-byte keys, separated by commas' });

const variables = {
  DATA_DIR: {
    schema: z.string().min(1),
    fallback: './data',
    meaning: 'Folder for everything the program makes',
    example: '/var/lib/digima',
  },
  DATABASE_URL: {
    schema: url(['postgres', 'postgresql']),
    meaning: 'A PostgreSQL (15 or newer) of your own; without it an embedded one runs in DATA_DIR',
    example: 'postgres://digima:secret@db.example.jp:5432/digima',
  },
  SECRET_KEYS: {
    schema: keyList,
    meaning:
      'Keys that seal secrets; the first seals, all open. Needed with DATABASE_URL; otherwise made once in DATA_DIR/keys',
    example: 'k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
  },
  INTAKE_KEYS: {
    schema: keyList,
    meaning:
      'Keys that sign mails handed in over HTTP (POST /api/v1/intake/raw, digima deliver); without it that door is closed',
    example: 'relay1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
  },
  HTTP_HOST: {
    schema: z.string().min(1),
    fallback: '127.0.0.1',
    meaning: 'Address the screen and the API listen on',
    example: '0.0.0.0',
  },
  HTTP_PORT: {
    schema: port,
    fallback: '3000',
    meaning: 'Port of the screen and the API (0: any free one)',
    example: '8080',
  },
  SMTP_HOST: {
    schema: z.string().min(1),
    fallback: '0.0.0.0',
    meaning: 'Address the SMTP intake listens on',
    example: '0.0.0.0',
  },
  SMTP_PORT: {
    schema: port,
    fallback: '2525',
    meaning: 'Port of the SMTP intake (0: any free one)',
    example: '25',
  },
  SMTP_TLS_CERT_FILE: {
    schema: z.string().min(1),
    meaning: 'Certificate (PEM) for STARTTLS; without it one of our own is made in DATA_DIR/keys',
    example: '/etc/digima/mail.crt',
  },
  SMTP_TLS_KEY_FILE: {
    schema: z.string().min(1),
    meaning: 'Key (PEM) of that certificate',
    example: '/etc/digima/mail.key',
  },
  SMTP_DOOR: {
    schema: z.string().regex(/^[^\s:,]+:\d{1,5}$/, { message: 'must be host:port' }),
    meaning:
      'Where a web part reaches an SMTP part on another machine, to send テスト反響; without it SMTP_PORT of this one',
    example: 'smtp.internal:2525',
  },
  HEALTH_PORT: {
    schema: port,
    meaning: 'Port at HTTP_HOST where a process without the web part answers /healthz and /readyz',
    example: '3001',
  },
  SMTP_CLIENTS_MAX: {
    schema: count,
    fallback: '1000',
    meaning: 'Mail servers that may be connected at the same time',
    example: '2000',
  },
  SMTP_CLIENTS_PER_ADDRESS: {
    schema: count,
    fallback: '100',
    meaning: 'How many of them from one address (IPv6: one /64)',
    example: '20',
  },
  SMTP_PROXY_FROM: {
    schema: z.string().refine((v) => v.split(',').every(isNetwork), {
      message: 'must be addresses or networks (address/bits), separated by commas',
    }),
    meaning:
      'Peers that begin with a PROXY header (HAProxy, versions 1 and 2); from them nothing else is taken',
    example: '10.0.0.5,10.1.0.0/24',
  },
  LMTP_SOCKET: {
    schema: z.string().regex(/^\/.{1,100}$/, { message: 'must be a whole path of at most 101 letters' }),
    meaning: 'Unix socket of the LMTP door, for a mail server in front of this one',
    example: '/var/spool/postfix/digima/lmtp',
  },
  LMTP_PORT: {
    schema: port,
    meaning: 'Port of the LMTP door, where a unix socket cannot be shared (0: any free one)',
    example: '2424',
  },
  LMTP_HOST: {
    schema: z.string().min(1),
    fallback: '127.0.0.1',
    meaning:
      'Address the LMTP port listens on; whoever reaches it may hand mail in without limits of its own',
    example: '10.0.0.7',
  },
  PUBLIC_URL: {
    schema: url(['http', 'https']).refine(
      (v) => !URL.canParse(v) || new URL(v).pathname + new URL(v).search === '/',
      {
        message: 'must be an origin without a path',
      },
    ),
    meaning: 'Where people reach the screen',
    example: 'https://digima.example.jp',
  },
  INBOX_DOMAIN: {
    schema: domain,
    meaning: 'Domain of the inbox addresses; its MX must point here',
    example: 'inbox.example.jp',
  },
  SMTP_URL: {
    schema: url(['smtp', 'smtps']),
    meaning: 'Relay for mail the product sends',
    example: 'smtp://user:secret@relay.example.jp:587',
  },
  PRODUCT_NAME: {
    schema: z.string().min(1).max(60),
    fallback: 'Digima',
    meaning: 'Display name of the product',
    example: 'Digima',
  },
  MAIL_FROM: {
    schema: z.email('must be a mail address'),
    meaning: 'Sender address of the mail the product sends; without it no-reply@ and the INBOX_DOMAIN',
    example: 'no-reply@digima.example.jp',
  },
  SUPPORT_NAME: {
    schema: z.string().min(1).max(100),
    fallback: 'Digimaサポート窓口',
    meaning: 'Name of the support window, shown in the set-up and in mails about it',
    example: 'みほんサポート窓口',
  },
  SUPPORT_HOURS: {
    schema: z.string().min(1).max(100),
    fallback: '平日10:00~12:00/13:00~17:00',
    meaning: 'Its hours',
    example: '平日9:00~18:00',
  },
  SUPPORT_URL: {
    schema: url(['https', 'http', 'mailto']),
    meaning: 'Where 「お問い合わせ」 leads: a page, or mailto: and an address',
    example: 'https://support.example.jp/contact',
  },
  OPTIONS_SELF_SERVICE: {
    schema: z.enum(['true', 'false']),
    fallback: 'false',
    meaning:
      'true: an owner may switch options on the page 機能契約; else only the operator, by digima option',
    example: 'true',
  },
  OUTBOUND_ALLOW: {
    schema: z
      .string()
      .regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, { message: 'must be host:port, several separated by commas' }),
    meaning:
      'Private addresses that the login check and notices to chats may call (they call public ones only)',
    example: '127.0.0.1:8080',
  },
  CHATWORK_API_URL: {
    schema: url(['https', 'http']),
    fallback: 'https://api.chatwork.com/v2',
    meaning: 'Where Chatwork’s API is: another for tests alone',
    example: 'http://127.0.0.1:8090/chatwork/v2',
  },
  BROWSER_PATH: {
    schema: z.string().min(1),
    meaning: 'A Chromium, for portals whose login page needs a real browser',
    example: '/usr/bin/chromium',
  },
  LOG_LEVEL: {
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
    fallback: 'info',
    meaning: 'How much is logged',
    example: 'warn',
  },
} as const satisfies Record<
  string,
  { schema: z.ZodType; fallback?: string; meaning: string; example: string }
>;

type Variable = keyof typeof variables;

/** What systemd says to what it starts (sd_notify(3), sd_watchdog_enabled(3)): no settings of ours. */
export interface Supervision {
  isNotified: boolean;
  /** We must be heard of within this time; null: no matter. */
  watchdogMs: number | null;
}

/** Reads it from an environment. */
export function readSupervision(given: Record<string, string | undefined> = process.env): Supervision {
  const watchdogMs = Number(given.WATCHDOG_USEC) / 1_000;
  return { isNotified: Boolean(given.NOTIFY_SOCKET), watchdogMs: watchdogMs > 0 ? watchdogMs : null };
}

/** All settings, in the order they are documented. */
export const settings: Setting[] = Object.entries(variables).map(([variable, v]) => ({
  variable,
  meaning: v.meaning,
  example: v.example,
  default: 'fallback' in v ? v.fallback : '—',
}));

/** Thrown with every mistake at once, each with an example. The program ends with exit code 78 (EX_CONFIG). */
export class ConfigError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(
      `The settings hold ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/**
 * Reads the settings from an environment; `defaults` stand where it gives nothing.
 * @throws ConfigError naming every mistake with an example.
 */
export function loadConfig(
  given: Record<string, string | undefined> = process.env,
  defaults: Record<string, string> = {},
): Config {
  const env = { ...defaults, ...given };
  const problems: string[] = [];
  const read = (name: Variable): string | null => {
    const { schema, example, ...rest } = variables[name];
    const given = env[name]?.trim();
    const value = given || ('fallback' in rest ? rest.fallback : undefined);
    if (value === undefined) return null;
    const parsed = schema.safeParse(value);
    if (parsed.success) return value;
    const shown = name.endsWith('_KEYS') || name.endsWith('_URL') ? '' : ` (given: ${JSON.stringify(value)})`;
    problems.push(
      `${name} ${parsed.error.issues[0]?.message ?? 'is not valid'}${shown}. Example: ${name}=${example}`,
    );
    return null;
  };
  const text = (name: Variable) => read(name) ?? '';
  const config: Config = {
    productName: text('PRODUCT_NAME'),
    dataDir: resolve(text('DATA_DIR')),
    databaseUrl: read('DATABASE_URL'),
    secretKeys: read('SECRET_KEYS'),
    intakeKeys: read('INTAKE_KEYS'),
    http: { host: text('HTTP_HOST'), port: Number(text('HTTP_PORT')) },
    smtp: {
      host: text('SMTP_HOST'),
      port: Number(text('SMTP_PORT')),
      certificateFile: read('SMTP_TLS_CERT_FILE'),
      keyFile: read('SMTP_TLS_KEY_FILE'),
      clientsMax: Number(text('SMTP_CLIENTS_MAX')),
      clientsPerAddress: Number(text('SMTP_CLIENTS_PER_ADDRESS')),
      proxyFrom: read('SMTP_PROXY_FROM')?.split(',') ?? [],
    },
    smtpDoor: doorOf(read('SMTP_DOOR')),
    healthPort: numberOf(read('HEALTH_PORT')),
    lmtp: lmtpOf(read('LMTP_SOCKET'), read('LMTP_PORT'), text('LMTP_HOST')),
    publicUrl: read('PUBLIC_URL')?.replace(/\/+$/, '') ?? null,
    inboxDomain: read('INBOX_DOMAIN')?.toLowerCase() ?? null,
    smtpUrl: read('SMTP_URL'),
    mailFrom: read('MAIL_FROM'),
    support: { name: text('SUPPORT_NAME'), hours: text('SUPPORT_HOURS'), url: read('SUPPORT_URL') },
    optionsSelfService: text('OPTIONS_SELF_SERVICE') === 'true',
    outboundAllow: read('OUTBOUND_ALLOW')?.split(',') ?? [],
    chatworkUrl: text('CHATWORK_API_URL').replace(/\/+$/, ''),
    browserPath: read('BROWSER_PATH'),
    logLevel: text('LOG_LEVEL'),
  };
  if (config.databaseUrl && !config.secretKeys && !env.SECRET_KEYS)
    problems.push(
      `SECRET_KEYS must be given together with DATABASE_URL: a key made on this machine would not open what other machines seal. Example: SECRET_KEYS=${variables.SECRET_KEYS.example}`,
    );
  if (Boolean(config.smtp.certificateFile) !== Boolean(config.smtp.keyFile))
    problems.push(
      `SMTP_TLS_CERT_FILE and SMTP_TLS_KEY_FILE belong together. Example: SMTP_TLS_CERT_FILE=${variables.SMTP_TLS_CERT_FILE.example} SMTP_TLS_KEY_FILE=${variables.SMTP_TLS_KEY_FILE.example}`,
    );
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function doorOf(text: string | null): Config['smtpDoor'] {
  const [host = '', port] = text?.split(':') ?? [];
  return text === null ? null : { host, port: Number(port) };
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}

function lmtpOf(path: string | null, port: string | null, host: string): Config['lmtp'] {
  if (path !== null) return { path };
  return port === null ? null : { host, port: Number(port) };
}
