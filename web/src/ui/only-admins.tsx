// For those who may look and not change: says so, and who can.
import { Alert } from '@mantine/core';
import { words } from '../words/index.ts';

/** `children`: other words than the usual ones. */
export function OnlyAdmins({ children = words.common.onlyAdmins }: { children?: string }) {
  return (
    <Alert variant="default" mb="md" p="sm">
      {children}
    </Alert>
  );
}
