// Opens a sealed login: for the moment it is sent, and to recognise it.
import type { Connection } from '../model.ts';
import { keysOf, loginPlace } from './keys.ts';
import type { Credentials, LoginKit, StoredLogin } from './model.ts';

/** The credentials and all keys they are known by. @throws when no key of ours sealed it. */
export async function openCredentials(
  kit: LoginKit,
  organizationId: string,
  connection: Pick<Connection, 'id' | 'portal'>,
  { sealed }: Pick<StoredLogin, 'sealed'>,
) {
  const opened = await kit.sealer.open(sealed, loginPlace(organizationId, connection.id));
  const credentials = JSON.parse(opened) as Credentials;
  return { credentials, ...keysOf(kit, connection.portal, credentials) };
}
