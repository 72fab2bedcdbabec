// guide.ja.md of a portal folder: the portal's own steps to register an inbox address, and texts ready to paste. Pure.
//
// Markdown, parted by headings that carry a key: `## リガイドでの設定手順 {#steps}`. A key that begins with `copy-` is a
// text to paste, plain, in a fenced block; every other is a section to read. {{address}} and {{productName}} are filled in.

/** A part to read. `markdown` has its placeholders still in it. */
export interface GuideSection {
  key: string;
  title: string;
  markdown: string;
}

/** A text to paste into the portal's form, or to say on the phone. */
export interface CopyText {
  key: string;
  title: string;
  text: string;
}

/** What a guide may leave to be filled in. */
export const guideBlanks = ['address', 'productName'] as const;
export type GuideValues = Record<(typeof guideBlanks)[number], string>;

const HEADING = /^## (.+?) \{#([a-z-]+)\}$/;
const COPY = 'copy-';

/** Parts a guide. What stands before the first heading is a remark for its authors. */
export function readGuide(markdown: string): { sections: GuideSection[]; copyTexts: CopyText[] } {
  const parts: GuideSection[] = [];
  for (const line of markdown.split(/\r?\n/)) {
    const [, title, key] = HEADING.exec(line) ?? [];
    if (title && key) parts.push({ key, title, markdown: '' });
    else {
      const last = parts.at(-1);
      if (last) last.markdown += `${line}\n`;
    }
  }
  return {
    sections: parts.filter(({ key }) => !key.startsWith(COPY)),
    copyTexts: parts
      .filter(({ key }) => key.startsWith(COPY))
      .map(({ key, title, markdown: fenced }) => ({
        key: key.slice(COPY.length),
        title,
        text: fenced.replace(/^\s*```\n/, '').replace(/\n```\s*$/, ''),
      })),
  };
}

/** Puts values for the blanks; each goes through `as` first (HTML is escaped there). */
export function fillBlanks(text: string, values: GuideValues, as = (value: string) => value): string {
  return text.replace(/\{\{(\w+)\}\}/g, (blank, name: string) =>
    name in values ? as(values[name as keyof GuideValues]) : blank,
  );
}
