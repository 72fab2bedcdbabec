// Text that somebody typed, its web addresses as links. Nothing in it is ever read as HTML.
import { safeUrl } from '../format/text.ts';
import { Outside } from './links.tsx';

const ADDRESS = /(https?:\/\/[^\s<>"'、。，．「」『』（）【】　]+)/;

export function LinkedText({ text }: { text: string }) {
  return text.split(ADDRESS).map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
    i % 2 === 1 && safeUrl(part) ? <Outside key={i} url={part} /> : part,
  );
}
