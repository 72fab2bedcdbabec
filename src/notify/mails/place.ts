// A connection as mails call it.

/** `リガイド 世田谷支店`: the portal and the connection's name, which often holds the portal's already. */
export function placeName(portalName: string, connectionName: string): string {
  return connectionName.includes(portalName) ? connectionName : `${portalName} ${connectionName}`;
}
