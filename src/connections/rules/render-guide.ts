// A portal's guide for one connection: Markdown to HTML, blanks filled in. The file is ours; the values are not.
import { marked } from 'marked';
import { fillBlanks, type GuideValues, readGuide } from '../../portal-kit/guide.ts';

/** Sections as HTML, texts to paste as plain text. */
export function renderGuide(markdown: string, values: GuideValues) {
  const { sections, copyTexts } = readGuide(markdown);
  return {
    sections: sections.map(({ key, title, markdown: part }) => ({
      key,
      title,
      html: fillBlanks(marked.parse(part, { async: false }), values, escaped),
    })),
    copyTexts: copyTexts.map((one) => ({ ...one, text: fillBlanks(one.text, values) })),
  };
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
