// The link a confirmation mail asks to press, among the links of its text (or, where that has none, of its HTML). Pure.

interface Link {
  url: URL;
  /** What stands around it: the line above, its own, and for HTML the words it is put on. */
  words: string;
}

const URLS = /https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]{1,2000}/gi; // printable ASCII without < and >
const TAIL = /[)\]}'"`,.;:!?*]+$/;
const ANCHORS =
  /<a\s[^>]{0,1000}?href\s{0,3}=\s{0,3}["']?(https?:[^"'\s>]{1,2000})["']?[^>]{0,1000}>([^<]{0,200})/gi;
const HTML_MAX = 200_000;
const LINKS_MAX = 50;

const ADDRESS_SAYS =
  /confirm|verif|activat|validat|auth|optin|opt-in|regist|signup|token|key=|code=|\/vf-|\?k=|hash/i;
const WORDS_SAY =
  /確認|認証|検証|登録|完了|有効|承認|クリック|アクセス|タップ|こちら|下記|以下|次の|URL|confirm|verify|activate|click|link/i;
// Taking it back, leaving, reading on.
const NEVER_ADDRESS =
  /unsubscri|optout|opt-out|cancel|\/uf-|withdraw|remove|privacy|policy|terms|help|support\.|\/support|faq|contact|abuse|report|\.(?:png|jpe?g|gif|svg|css|ico)(?:$|\?)/i;
const NEVER_WORDS =
  /配信停止|配信解除|解除|取り消|取消|キャンセル|心当たり|覚えのない|身に覚え|プライバシー|規約|ヘルプ|お問い?合わ?せ|unsubscribe|cancel|did not|didn't|privacy|terms/i;

/** Whose mail may only lead where: a stranger who calls itself Google gets no link of its own shown as Google's. */
const ONLY_TO: { from: RegExp; hosts: RegExp; path: RegExp }[] = [
  {
    from: /^forwarding-noreply@google\.com$/i,
    hosts: /^(?:mail-settings|mail|isolated\.mail)\.google\.com$/,
    path: /^\/mail\/(?:u\/\d+\/)?(?:vf-|f-)/,
  },
];

/** The most likely link, as ASCII; null where none is to be pressed. Links with a user or password in them are none. */
export function linkIn(text: string, html: string | null, sender: string): string | null {
  const only = ONLY_TO.find(({ from }) => from.test(sender));
  const inText = linksOfText(text);
  const links = inText.length > 0 || html === null ? inText : linksOfHtml(html);
  const [best] = links
    .filter(({ url }) => !only || (only.hosts.test(url.hostname) && only.path.test(url.pathname)))
    .map((link) => ({ link, weight: weightOf(link) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return best?.link.url.href ?? null;
}

function weightOf({ url, words }: Link): number {
  const address = url.pathname + url.search;
  if (NEVER_ADDRESS.test(url.href)) return 0;
  if (NEVER_WORDS.test(words)) return 0;
  if (address === '/') return 0; // a front page confirms nothing
  return (ADDRESS_SAYS.test(address) ? 2 : 0) + (WORDS_SAY.test(words) ? 1 : 0);
}

function linksOfText(text: string): Link[] {
  const lines = text.split('\n');
  const links: Link[] = [];
  for (const [at, line] of lines.entries()) {
    if (links.length >= LINKS_MAX) break;
    if (!line.includes('://')) continue;
    // The nearest line above with words: an address mostly stands alone.
    const above = lines.slice(Math.max(0, at - 3), at).findLast((one) => one.trim() !== '') ?? '';
    const own = line.replace(URLS, ' ');
    for (const [found] of line.matchAll(URLS)) {
      const url = parsed(found.replace(TAIL, ''));
      if (url) links.push({ url, words: (own.trim() === '' ? above : `${above}\n${own}`).slice(-300) });
    }
  }
  return links;
}

function linksOfHtml(html: string): Link[] {
  const links: Link[] = [];
  for (const [, href = '', words = ''] of html.slice(0, HTML_MAX).matchAll(ANCHORS)) {
    const url = parsed(href.replaceAll('&amp;', '&'));
    if (url) links.push({ url, words });
    if (links.length >= LINKS_MAX) break;
  }
  return links;
}

function parsed(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isPlain = (url.protocol === 'http:' || url.protocol === 'https:') && !url.username && !url.password;
  return isPlain && url.hostname !== '' ? url : null;
}
