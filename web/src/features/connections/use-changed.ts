// After a change of a connection: what the server answered is shown at once, a word says what was done.
import { useQueryClient } from '@tanstack/react-query';
import type { Connection } from '../../api/client.ts';
import { connectionQuery } from '../../api/setup.ts';
import { notify } from '../../ui/notify.tsx';

/** `changed(message)` makes what to call with the answer. `stays`: the message waits to be closed. */
export function useChanged(): (message: string, stays?: boolean) => (connection: Connection) => void {
  const client = useQueryClient();
  return (message, stays = false) =>
    (connection) => {
      client.setQueryData(connectionQuery(connection.id).queryKey, connection);
      void notify({ message, ...(stays && { autoClose: false }) });
      void client.invalidateQueries();
    };
}
