// What the 反響 page does not need for its first rows.
import { later } from '../../ui/later.ts';

export const Chooser = later(async () => (await import('./chooser.tsx')).Chooser);
export const FilterBar = later(async () => (await import('./filter-bar.tsx')).FilterBar);
export const KeysHelp = later(async () => (await import('./keys-help.tsx')).KeysHelp);
export const Panel = later(async () => (await import('./panel.tsx')).Panel);
