// サインアウト from anywhere.
import { signOut } from '../../api/session.ts';
import { dropAllKept } from '../../ui/kept.ts';
import { loadAnew } from '../../ui/load-anew.ts';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';

export function useSignOut(): () => Promise<void> {
  return async () => {
    // A real load, so that nothing of the firm stays in this tab's memory.
    if (await signOut()) {
      dropAllKept();
      loadAnew('/sign-in');
    } else void notify({ color: 'red', message: words.frame.signOutFailed, autoClose: false });
  };
}
