// What can be done with the marked inquiries, or with all that match; floats under the list while there are any.
import { Button, Menu } from '@mantine/core';
import { Suspense } from 'react';
import type { Inquiry } from '../../api/client.ts';
import { Icon } from '../../ui/icons.tsx';
import { words } from '../../words/index.ts';
import classes from './bulk-bar.module.css';
import type { Choosing } from './chooser.tsx';
import { ExportMenu } from './later.tsx';
import type { Matching } from './use-change.ts';

const { bulk: texts } = words.inquiryList;
/** As many as the server changes at once. */
const MOST = 10_000;

export function BulkBar({
  selected,
  away,
  offer,
  matching,
  onMatching,
  onChoose,
  onRespond,
  onClear,
}: {
  selected: Inquiry[];
  /** How many of them stand on the page no more. */
  away: number;
  /** What there is beyond the page, once it is known. */
  offer: Matching | 'too-many' | null;
  matching: Matching | undefined;
  onMatching: (matching: Matching) => void;
  onChoose: (choosing: Choosing) => void;
  onRespond: () => void;
  onClear: () => void;
}) {
  if (selected.length === 0) return null;
  return (
    <section className={classes.bar} aria-label={texts.label} data-passing>
      <strong role="status">
        {matching
          ? texts.matching(matching.count)
          : texts.selected(selected.length) + (away > 0 ? words.customer.bulk.away(away) : '')}
      </strong>
      {!matching && offer === 'too-many' && <span className={classes.note}>{texts.tooMany(MOST)}</span>}
      {!matching && offer !== null && offer !== 'too-many' && (
        <Button variant="subtle" onClick={() => onMatching(offer)}>
          {texts.selectMatching(offer.count)}
        </Button>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={() => onChoose({ kind: 'assign', inquiries: selected, matching })}>
          {texts.assign}
        </Button>
        <Button variant="default" onClick={() => onChoose({ kind: 'status', inquiries: selected, matching })}>
          {texts.status}
        </Button>
        <Menu position="top" withinPortal>
          <Menu.Target>
            <Button variant="default">{texts.join}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(['join', 'leave'] as const).map((kind) => (
              <Menu.Item key={kind} onClick={() => onChoose({ kind, inquiries: selected, matching })}>
                {words.customer.bulk[kind]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Suspense>
          {matching ? (
            <ExportMenu filter={matching.filter} />
          ) : (
            <ExportMenu filter={{}} marked={selected.map(({ id }) => id)} />
          )}
        </Suspense>
        <Button leftSection={<Icon name="check" size={16} />} onClick={onRespond}>
          {texts.respond}
        </Button>
        <Button variant="subtle" color="gray" onClick={onClear}>
          {texts.clear}
        </Button>
      </div>
    </section>
  );
}
