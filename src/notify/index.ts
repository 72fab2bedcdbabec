// The door of notify: who must know, and how they hear.
export { type Live, ORGANIZATION_CHANGED, startLive } from './live.ts';
