// The portal's own page of one request: which of a mail's addresses it is.
const URL_START = /https?:\/\//i;
const URL_END = /[\s\u3000<>"'、。，（）「」【】｜|]/;
const LEAD_IN = /詳細|管理画面|下記|以下|こちら|URL|ＵＲＬ|確認|ログイン|Manager|リンク/;

/** The first http(s) address in a text, or null. */
export function urlIn(text: string): string | null {
  if (!text.includes('://')) return null;
  const start = text.search(URL_START);
  if (start < 0) return null;
  const rest = text.slice(start, start + 2_000);
  const end = rest.search(URL_END);
  return end < 0 ? rest : rest.slice(0, end);
}

/** The first address in the text that is a page (not the front page) of one of these domains, or null. */
export function pageIn(text: string, domains: readonly string[]): string | null {
  const url = urlIn(text);
  if (!url || !URL.canParse(url)) return null;
  const { hostname, pathname, search } = new URL(url);
  if (pathname.length <= 1 && search === '') return null;
  return domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`)) ? url : null;
}

/** True for a line that announces an address on the next one (`詳細は下記URLでご確認ください。`). */
export function leadsToUrl(text: string): boolean {
  return text.length < 120 && LEAD_IN.test(text);
}
