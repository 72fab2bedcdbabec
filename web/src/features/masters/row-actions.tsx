// 編集 and 削除 at the end of a row.
import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icons.tsx';
import { words } from '../../words/index.ts';

const { masters } = words;

/** `children`: the question before deleting. */
export function RowActions({
  name,
  onEdit,
  children,
}: {
  name: string;
  onEdit: () => void;
  children: (deleting: { opened: boolean; onClose: () => void }) => ReactNode;
}) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={masters.editOf(name)}
        title={masters.edit}
        onClick={onEdit}
      >
        <Icon name="edit" size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={masters.deleteOf(name)}
        title={masters.delete}
        onClick={open}
      >
        <Icon name="bin" size={16} />
      </ActionIcon>
      {children({ opened, onClose: close })}
    </>
  );
}
