// What a stranger called a file → a name that every system takes and that hides nothing. Pure.

/** Letters kept; the ending counts among them. */
const MOST = 120;
const MOST_ENDING = 12;

/** Devices of Windows: no file may be called so, whatever its ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * The name without folders, control characters, signs that turn the writing round (`fdp.exe` as `exe.pdf`) or that a system
 * refuses, and not too long; `fallback` when nothing is left.
 */
export function safeFileName(sent: string | null, fallback: string): string {
  const name = (sent ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .replace(DEVICE, '_$&');
  if (name === '' || /^_+$/.test(name)) return fallback;
  const letters = [...name];
  if (letters.length <= MOST) return name;
  const ending = /\.[^. ]+$/u.exec(name)?.[0] ?? '';
  const kept = [...ending].length <= MOST_ENDING ? ending : '';
  return `${letters
    .slice(0, MOST - [...kept].length)
    .join('')
    .replace(/[. ]+$/, '')}${kept}`;
}

/** `Content-Disposition` of a download by this name (RFC 6266, RFC 8187): never shown in the page. */
export function asDownload(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
