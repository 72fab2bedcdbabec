// 履歴: all that happened with a customer, the last first, narrowed by kind; what was done is written down at its top.
import { Chip, Group, Paper } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { timelineQuery } from '../../api/queries.ts';
import { useWithEdited } from '../../ui/edited.ts';
import { More } from '../../ui/more.tsx';
import { followUp } from '../../words/follow-up.ts';
import { type TimelineKind, timelineKinds } from '../customers/tabs.ts';
import { Entry } from './entry.tsx';
import { LogActivity } from './log-activity.tsx';
import { type ShownEntry, shownEntries } from './shown-entries.ts';
import classes from './timeline.module.css';
import { useUndoActivity } from './use-undo-activity.ts';

const texts = followUp.timeline;
/** A record that was corrected is the same one still. */
const keyOf = (entry: ShownEntry) => (entry.type === 'activity' ? entry.activity.firstId : entry.id);

export function CustomerTimeline({
  customerId,
  kind,
  onKind,
  isLogAsked,
  onLog,
}: {
  customerId: string;
  kind: TimelineKind | undefined;
  onKind: (kind: TimelineKind | undefined) => void;
  /** Something is to be written down: where that is done is gone to, which `onLog` is told. */
  isLogAsked: boolean;
  onLog: () => void;
}) {
  const query = useInfiniteQuery(timelineQuery(customerId, kind));
  const undo = useUndoActivity();
  const pages = query.data?.pages;
  const entries = useWithEdited(pages ? shownEntries(pages.flatMap(({ items }) => items)) : [], keyOf);
  return (
    <>
      <LogActivity customerId={customerId} isAsked={isLogAsked} onArrived={onLog} />
      {/* biome-ignore lint/a11y/useSemanticElements: a row of choices, no set of fields */}
      <div role="group" aria-label={texts.filter} className={classes.bar}>
        <Chip.Group
          value={kind ?? 'all'}
          onChange={(chosen) => onKind(timelineKinds.find((one) => one === chosen))}
        >
          <Group gap={6}>
            {(['all', ...timelineKinds] as const).map((one) => (
              <Chip key={one} value={one} size="sm" radius="sm" variant="outline">
                {texts.kinds[one]}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
      {pages && entries.length === 0 && (
        <p className={classes.empty}>{kind ? texts.emptyOfKind : texts.empty}</p>
      )}
      {entries.length > 0 && (
        <Paper withBorder component="ol" className={classes.entries} aria-label={texts.label}>
          {entries.map((entry) => (
            <Entry
              key={keyOf(entry)}
              customerId={customerId}
              entry={entry}
              onUndo={(id) => undo.mutate(id)}
            />
          ))}
        </Paper>
      )}
      <More query={query} />
    </>
  );
}
