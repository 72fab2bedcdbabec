// A portal's page of one request, pasted by a person or fetched for a notice, read by the portal's own reader. Pure.
import type { Portal } from '../portal-kit/define-portal.ts';
import type { ReadResult } from '../portal-kit/model.ts';
import { htmlToText } from './mime/html-text.ts';

/** A page as text, as HTML, or both (a clipboard has both). Hostile: nothing in it is run or fetched. */
export interface Page {
  text: string | null;
  html: string | null;
}

/**
 * What the portal's reader makes of the page: of its HTML, whose tables tell labels from values, unless the text says
 * more. Never throws.
 */
export function readPage(page: Page, portal: Portal): ReadResult {
  const texts = [
    ...(page.html === null ? [] : [htmlToText(page.html)]),
    ...(page.text === null ? [] : [page.text]),
  ];
  const results = texts.map((text) => readText(text, portal));
  const [best] = results.sort((a, b) => worth(b) - worth(a));
  return best ?? { outcome: 'unreadable', portal: portal.id, warnings: [] };
}

function readText(text: string, portal: Portal): ReadResult {
  try {
    return portal.read({
      subject: '',
      from: null,
      to: [],
      sentAt: null,
      messageId: null,
      text,
      html: null,
      attachments: [],
      nested: [],
      warnings: [],
    });
  } catch {
    return { outcome: 'unreadable', portal: portal.id, warnings: ['reader-failed'] };
  }
}

/** More for somebody to call than for a mere number, more for every field that was found. */
function worth(result: ReadResult): number {
  if (!('inquiry' in result)) return 0;
  const { contact, property, request, message } = result.inquiry;
  const fields = [contact, property, request].flatMap((part) => Object.values(part)).length;
  return (result.outcome === 'inquiry' ? 1_000 : 100) + fields + (message === undefined ? 0 : 1);
}
