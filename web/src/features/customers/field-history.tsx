// What became of one field: who, when, from what to what, and what it came from. Asked for when it is opened.
import { ActionIcon, Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FieldHistoryLine } from '../../api/client.ts';
import { fieldHistoryQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { Icon } from '../../ui/icons.tsx';
import { NotYet } from '../../ui/states.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import type { HeadField } from './field-entry.ts';
import classes from './field-in-place.module.css';
import { eventWords } from './history-words.ts';

const { inPlace: texts, history } = words.customer;

export function FieldHistory({
  customerId,
  field,
  label,
}: {
  customerId: string;
  field: HeadField;
  label: string;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      width={340}
      position="bottom-end"
      withArrow
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={texts.history(label)}
          title={texts.history(label)}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon name="clock" size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.history(label)}>
        {isOpen && <Lines customerId={customerId} field={field} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Lines({ customerId, field }: { customerId: string; field: HeadField }) {
  const query = useQuery(fieldHistoryQuery(customerId, field));
  const { data } = query;
  if (!data) return <NotYet of={query} height={80} as="front" />;
  if (data.items.length === 0) return texts.noHistory;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keyboard
    <ol className={classes.lines} tabIndex={0}>
      {data.items.map((line, i) => (
        <li key={line.id}>
          <span>{saidOf(line, data.items[i + 1])}</span>
          <span className={classes.from}>
            <Moment at={line.at} /> {history.actors[line.actor.type](short(line.actor.name, 40))}
            {[sourceOf(line), line.customerId !== customerId && words.merge.history.ofOther]
              .filter(Boolean)
              .map((part) => `${words.common.dot}${part}`)}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** `before`: the line before it, which says from what, where it does not itself. */
function saidOf(line: FieldHistoryLine, before: FieldHistoryLine | undefined): string {
  const said = eventWords(line.event);
  if (line.event.type !== 'assigned' && line.event.type !== 'status-set') return said;
  const from = before?.event.to;
  return typeof from === 'string' ? `${said}${texts.instead(short(from, 60))}` : said;
}

function sourceOf({ inquiry, isMerge }: FieldHistoryLine): string | null {
  if (isMerge) return texts.byMerge;
  if (!inquiry) return null;
  const number = inquiry.requestNumber ? ` ${short(inquiry.requestNumber, 40)}` : '';
  return texts.byInquiry(`${words.inquiry.kindsLong[inquiry.kind]}${number}`);
}
