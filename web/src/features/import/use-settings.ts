// How a file is read and taken, as its person is changing it: kept here until it is previewed again.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type CustomerImport, type CustomerImportOptions } from '../../api/client.ts';

/** `isChanged`: what the preview shows is not what is chosen. */
export function useSettings({ id, options }: CustomerImport & { options: CustomerImportOptions }) {
  const client = useQueryClient();
  const [changes, setChanges] = useState<Partial<CustomerImportOptions>>({});
  const chosen: CustomerImportOptions = { ...options, ...changes };
  const again = useMutation({
    mutationFn: () => {
      // Read another way, the columns are others: they are told by their names again.
      const isOther =
        chosen.encoding !== options.encoding ||
        chosen.separator !== options.separator ||
        chosen.hasHeader !== options.hasHeader;
      return answerOf(
        api.POST('/api/v1/customer-imports/{id}/preview', {
          params: { path: { id } },
          body: { ...chosen, mapping: isOther && !changes.mapping ? [] : chosen.mapping },
        }),
      );
    },
    onSettled: () => void client.invalidateQueries(),
  });
  return {
    chosen,
    isChanged: JSON.stringify(chosen) !== JSON.stringify(options),
    change: (by: Partial<CustomerImportOptions>) => setChanges({ ...changes, ...by }),
    again,
  };
}

export type Settings = ReturnType<typeof useSettings>;
