// Is every portal's login page known? Without it mail comes in all the same, but no login is checked.
import { listPortalLogins } from '../../connections/index.ts';
import { loadPortals } from '../../portals/load.ts';
import { type Check, findingsOf } from './finding.ts';
import { askRunning } from './running.ts';

const { ok, warning } = findingsOf('portals');

/** One line a portal that has a login. */
export const checkPortals: Check = async (config) => {
  const portals = await loadPortals();
  const logins = await askRunning(config, (tx) => listPortalLogins(tx, portals));
  return (logins ?? [])
    .filter(({ inForce }) => inForce)
    .map(({ id, name, inForce }) =>
      inForce?.url
        ? ok(`${name}のログインページは登録済みです。`)
        : warning(
            `${name}のログインページのアドレスが未登録です。ログインの状態は「未検証」のままになります。`,
            `digima portal set ${id} --login-url （${name}の管理画面のログインページ）`,
          ),
    );
};
