// What the 反響 page does not need for its first rows.
import { later, laterDialog } from '../../ui/later.tsx';
import { loadFollowUp } from '../../words/follow-up.ts';

export const Chooser = laterDialog(async () => (await import('./chooser.tsx')).Chooser);
export const ExportMenu = later(async () => (await import('./export-menu.tsx')).ExportMenu);
export const FilterBar = later(async () => (await import('./filter-bar.tsx')).FilterBar);
export const KeysHelp = laterDialog(async () => (await import('./keys-help.tsx')).KeysHelp);
export const Panel = later(async () => {
  await loadFollowUp();
  return (await import('./panel.tsx')).Panel;
});
export const Unfinished = later(async () => (await import('../customers/unfinished.tsx')).Unfinished);
