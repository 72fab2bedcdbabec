// Chooses an assignee or a status for one or several inquiries: type to find, Enter to give.
import { Modal, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Inquiry } from '../../api/client.ts';
import { mastersQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { words } from '../../words/index.ts';
import type { Giving } from './use-change.ts';

const { chooser: texts } = words.inquiryList;

export interface Choosing {
  kind: 'assign' | 'status';
  inquiries: Inquiry[];
}

export function Chooser({
  choosing,
  onClose,
  onGive,
}: {
  choosing: Choosing;
  onClose: () => void;
  onGive: (inquiries: Inquiry[], giving: Giving) => void;
}) {
  const { data: masters } = useQuery(mastersQuery);
  const { kind, inquiries } = choosing;
  const all = (kind === 'assign' ? masters?.members : masters?.statuses) ?? [];
  const none = kind === 'assign' ? words.common.unassigned : texts.noStatus;
  const give = (value: string) => {
    onClose();
    onGive(inquiries, givingOf(value));
  };
  const givingOf = (value: string): Giving => {
    const id = value === NONE ? null : value;
    if (kind === 'assign') {
      const to = masters?.members.find((member) => member.id === id) ?? null;
      return { change: { type: 'assign', assigneeId: id }, given: { type: 'assign', to } };
    }
    const to = masters?.statuses.find((status) => status.id === id) ?? null;
    return { change: { type: 'status', statusId: id }, given: { type: 'status', to } };
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts[kind](inquiries.length)}
      closeButtonProps={{ 'aria-label': words.common.close }}
      yOffset="12vh"
      styles={{ body: { minHeight: OTHER_HEIGHT + OPTION_HEIGHT * Math.min(all.length + 1, MOST_OPTIONS) } }}
    >
      <Select
        data-autofocus
        aria-label={kind === 'assign' ? texts.assignLabel : texts.statusLabel}
        data={[
          ...all.map(({ id, name }) => ({ value: id, label: short(name, 60) })),
          { value: NONE, label: none },
        ]}
        searchable
        defaultDropdownOpened
        // One Escape, or a click beside it, closes all of it.
        onDropdownClose={onClose}
        selectFirstOptionOnChange
        nothingFoundMessage={texts.nothingFound}
        comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
        maxDropdownHeight={OPTION_HEIGHT * MOST_OPTIONS}
        value={null}
        onChange={(value) => value !== null && give(value)}
      />
    </Modal>
  );
}

const NONE = 'none';
/** The list hangs over the dialog's end: room is made for it. Pixels. */
const OPTION_HEIGHT = 36;
const OTHER_HEIGHT = 84;
const MOST_OPTIONS = 7;
