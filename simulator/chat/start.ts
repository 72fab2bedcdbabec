// The pretended chat services on one port, with a page that shows what was said in them.
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { toJstIso } from '../../src/lib/jst.ts';
import { listen } from '../listen.ts';
import { STYLE } from '../style.ts';
import { chatServices, LINE_WORKS_PATH, type OtherAnswer, type Said, SLACK_PATH } from './services.ts';

export interface ChatSite {
  url: string;
  /** host:port, to be allowed. */
  host: string;
  slackUrl: string;
  lineWorksUrl: string;
  /** Where Chatwork's API is. */
  chatworkUrl: string;
  /** Oldest first. */
  said(): readonly Said[];
  /** Answers the next requests so; null: as usual again. */
  answers(next: OtherAnswer[] | null): void;
  stop(): Promise<void>;
}

const names = { slack: 'Slack', chatwork: 'Chatwork', 'line-works': 'LINE WORKS' };
const MAX_KEPT = 500;

/** Starts it. @throws when the port is taken. */
export async function startChatSite({ host = '127.0.0.1', port = 0 } = {}): Promise<ChatSite> {
  const all: Said[] = [];
  let others: OtherAnswer[] = [];
  let count = 0;
  const app = new Hono();
  app.get('/', (c) => c.html(page(all)));
  app.route(
    '/',
    chatServices(
      (said) => {
        count += 1;
        all.push({ ...said, id: count, at: new Date().toISOString() });
        if (all.length > MAX_KEPT) all.shift();
      },
      () => others.shift() ?? null,
    ),
  );
  const http = await listen(app.fetch, host, port);
  const url = `http://${host}:${http.port}`;
  return {
    url,
    host: `${host}:${http.port}`,
    slackUrl: `${url}/slack/services/${SLACK_PATH}`,
    lineWorksUrl: `${url}/line-works/message/${LINE_WORKS_PATH}`,
    chatworkUrl: `${url}/chatwork/v2`,
    said: () => all,
    answers(next) {
      others = next ?? [];
    },
    stop: http.stop,
  };
}

function page(all: readonly Said[]) {
  const rows = [...all].reverse().map(
    ({
      at,
      service,
      place,
      text,
    }) => html`<tr><td>${toJstIso(new Date(at)).slice(0, 19).replace('T', ' ')}</td>
<td>${names[service]}<br>${place}</td><td><pre>${text}</pre></td></tr>`,
  );
  return html`<!doctype html><html lang="ja"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>チャットへの投稿</title><style>${raw(STYLE)}</style></head><body><header><p class="pretend">これは模擬サイトです。</p><div><a class="logo" href="/">チャットへの投稿</a></div></header>
<main><h1>チャットへの投稿（${all.length}件）</h1>${
    rows.length === 0
      ? html`<p class="box">まだ投稿はありません。</p>`
      : html`<table class="mails"><tr><th>日時</th><th>投稿先</th><th>内容</th></tr>${rows}</table>`
  }</main></body></html>`;
}
