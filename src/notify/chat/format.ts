// A message as each chat service takes it (docs/adr/0028 says where that is from). Nothing a stranger wrote becomes markup.
import { line } from '../rules/plain-text.ts';
import type { ChatSecret, ChatService } from './model.ts';

/** A request to the service. */
export interface Post {
  url: URL;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** What is said: a title, lines, and where to go on. */
export interface Message {
  title: string;
  lines: string[];
  link: string | null;
}

const TITLE_MAX = 120;
const LINE_MAX = 200;
const LINES_MAX = 20;
const LINK_WORDS = '画面を開く';

/** A letter's text, cut into lines; a last line that is a link of ours is apart. */
export function messageOf({ subject, text }: { subject: string; text: string }): Message {
  const lines = text.split('\n').filter((one) => one.trim() !== '');
  const last = lines.at(-1) ?? '';
  const link = /^https?:\/\/\S+$/.test(last) ? last : null;
  return {
    title: line(subject, TITLE_MAX),
    lines: (link ? lines.slice(0, -1) : lines).slice(0, LINES_MAX).map((one) => line(one, LINE_MAX)),
    link,
  };
}

/** @throws when the secret is not of this service. */
export function postFor(
  service: ChatService,
  secret: ChatSecret,
  message: Message,
  chatworkUrl: string,
): Post {
  if (service === 'chatwork') {
    if (!('token' in secret)) throw new Error('a Chatwork room without a token');
    return {
      url: new URL(`${chatworkUrl}/rooms/${secret.roomId}/messages`),
      headers: { 'x-chatworktoken': secret.token, 'content-type': 'application/x-www-form-urlencoded' },
      // Unread also for the person whose token it is: else they alone would not notice.
      body: new URLSearchParams({ body: chatworkText(message), self_unread: '1' }).toString(),
    };
  }
  if (!('url' in secret)) throw new Error('a webhook without an address');
  const body = service === 'slack' ? slackBody(message) : lineWorksBody(message);
  return {
    url: new URL(secret.url),
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

function slackBody({ title, lines, link }: Message) {
  const said = [`*${slackText(title)}*`, ...lines.map(slackText)];
  return {
    text: [...said, ...(link ? [`<${slackText(link)}|${LINK_WORDS}>`] : [])].join('\n'),
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** `<!channel>` and links are written with these three letters, and with nothing else. */
const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Chatwork's tags stand in brackets and cannot be escaped: full-width ones are none. */
const chatworkLine = (text: string): string => text.replaceAll('[', '［').replaceAll(']', '］');

function chatworkText({ title, lines, link }: Message): string {
  const said = [...lines.map(chatworkLine), ...(link ? [link] : [])].join('\n');
  return `[info][title]${chatworkLine(title)}[/title]${said}[/info]`;
}

function lineWorksBody({ title, lines, link }: Message) {
  return {
    title,
    body: { text: lines.join('\n') || title },
    ...(link && { button: { label: LINK_WORDS, url: link } }),
  };
}
