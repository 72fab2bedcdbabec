// Tells of arrivals beyond the page: a quiet sound, a number in the tab's title, a note on the desktop. Of several tabs one
// makes the sound and the note.
import type { Inquiry } from '../../api/client.ts';
import { setTitleBadge } from '../../ui/title-badge.ts';
import { words } from '../../words/index.ts';
import { alertSettings } from './alert-settings.ts';
import { chime } from './chime.ts';

const TOLD = 'digima-arrival-told';
let unseen = 0;

/** `arrived`: newest first, not empty. `nameOf`: of a portal. */
export async function alertArrivals(arrived: Inquiry[], nameOf: (portal: string) => string): Promise<void> {
  const { sound, badge, desktop } = alertSettings();
  const isLookedAt = document.visibilityState === 'visible' && document.hasFocus();
  if (badge && !isLookedAt) {
    unseen += arrived.length;
    setTitleBadge(unseen);
  }
  const [newest] = arrived;
  if (!newest || !(await isFirstToTell(newest.id))) return;
  if (sound) void chime();
  if (desktop && !isLookedAt && canNotify() && Notification.permission === 'granted')
    showNote(arrived, nameOf);
}

/** Takes the number away whenever somebody looks. Returns how to stop. */
export function clearBadgeWhenSeen(): () => void {
  const onSeen = () => {
    if (document.visibilityState !== 'visible') return;
    unseen = 0;
    setTitleBadge(0);
  };
  document.addEventListener('visibilitychange', onSeen);
  window.addEventListener('focus', onSeen);
  return () => {
    document.removeEventListener('visibilitychange', onSeen);
    window.removeEventListener('focus', onSeen);
  };
}

/** Notes on the desktop exist in secure contexts only. */
export const canNotify = (): boolean => 'Notification' in window && window.isSecureContext;

// Ids grow with time: whoever writes the newest down first tells of it.
async function isFirstToTell(id: string): Promise<boolean> {
  const claim = () => {
    if ((localStorage.getItem(TOLD) ?? '') >= id) return false;
    localStorage.setItem(TOLD, id);
    return true;
  };
  return navigator.locks ? navigator.locks.request(TOLD, claim) : claim();
}

function showNote(arrived: Inquiry[], nameOf: (portal: string) => string): void {
  const { arrived: texts } = words.frame;
  const [first] = arrived;
  if (!first) return;
  const title = arrived.length > 1 ? texts.more(arrived.length) : texts.title(first.isRepeat);
  const body = texts.what(words.inquiry.kindsLong[first.kind], nameOf(first.portal));
  const note = new Notification(title, { body, tag: 'digima-arrival' });
  note.onclick = () => {
    window.focus();
    note.close();
  };
}
