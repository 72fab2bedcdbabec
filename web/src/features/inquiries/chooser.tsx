// Chooses an assignee or a status for one or several inquiries: type to find, Enter to give.
import { Modal, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Inquiry } from '../../api/client.ts';
import { mastersQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import type { Giving, Matching } from './use-change.ts';

const { chooser: texts } = words.inquiryList;

export interface Choosing {
  kind: 'assign' | 'status' | 'join' | 'leave';
  inquiries: Inquiry[];
  /** In their place: all that match. */
  matching?: Matching | undefined;
}

export function Chooser({
  choosing,
  onClose,
  onGive,
}: {
  choosing: Choosing;
  onClose: () => void;
  onGive: (inquiries: Inquiry[], giving: Giving, matching?: Matching) => void;
}) {
  const query = useQuery(mastersQuery);
  const { data: masters } = query;
  const { kind, inquiries, matching } = choosing;
  const offered = {
    assign: { all: masters?.members, none: words.common.unassigned, label: texts.assignLabel },
    status: { all: masters?.statuses, none: texts.noStatus, label: texts.statusLabel },
    join: { all: masters?.groups, none: null, label: texts.joinLabel },
    leave: { all: masters?.groups, none: null, label: texts.leaveLabel },
  }[kind];
  const { all = [], none, label } = offered;
  const give = (value: string) => {
    onClose();
    onGive(inquiries, givingOf(value), matching);
  };
  const givingOf = (value: string): Giving => {
    const id = value === NONE ? null : value;
    if (kind === 'assign') {
      const to = masters?.members.find((member) => member.id === id) ?? null;
      return { change: { type: 'assign', assigneeId: id }, given: { type: 'assign', to } };
    }
    if (kind !== 'status') {
      const to = masters?.groups.find((group) => group.id === value) ?? null;
      return { change: { type: kind, groupId: value }, given: { type: kind, to } };
    }
    const to = masters?.statuses.find((status) => status.id === id) ?? null;
    return { change: { type: 'status', statusId: id }, given: { type: 'status', to } };
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts[kind](matching?.count ?? inquiries.length)}
      closeButtonProps={{ 'aria-label': words.common.close }}
      yOffset="12vh"
      styles={{ body: { minHeight: OTHER_HEIGHT + OPTION_HEIGHT * Math.min(all.length + 1, MOST_OPTIONS) } }}
    >
      <NotYet of={query} height={OPTION_HEIGHT} as="front" title={words.common.failed.choices} />
      {masters && (
        <Select
          data-autofocus
          aria-label={label}
          data={[
            ...all.map(({ id, name }) => ({ value: id, label: short(name, 60) })),
            ...(none === null ? [] : [{ value: NONE, label: none }]),
          ]}
          searchable
          // One Escape closes all of it; Tab goes on to the button that does.
          dropdownOpened
          onDropdownClose={() => document.activeElement?.role === 'combobox' && onClose()}
          selectFirstOptionOnChange
          nothingFoundMessage={texts.nothingFound}
          comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
          maxDropdownHeight={OPTION_HEIGHT * MOST_OPTIONS}
          value={null}
          onChange={(value) => value !== null && give(value)}
        />
      )}
    </Modal>
  );
}

const NONE = 'none';
/** The list hangs over the dialog's end: room is made for it. Pixels. */
const OPTION_HEIGHT = 36;
const OTHER_HEIGHT = 84;
const MOST_OPTIONS = 7;
