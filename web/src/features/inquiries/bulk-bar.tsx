// What can be done with the marked inquiries; floats under the list while there are any.
import { Button } from '@mantine/core';
import type { Inquiry } from '../../api/client.ts';
import { Icon } from '../../ui/icons.tsx';
import { words } from '../../words/index.ts';
import classes from './bulk-bar.module.css';
import type { Choosing } from './chooser.tsx';

const { bulk: texts } = words.inquiryList;

export function BulkBar({
  selected,
  onChoose,
  onRespond,
  onClear,
}: {
  selected: Inquiry[];
  onChoose: (choosing: Choosing) => void;
  onRespond: () => void;
  onClear: () => void;
}) {
  if (selected.length === 0) return null;
  return (
    <section className={classes.bar} aria-label={texts.label}>
      <strong role="status">{texts.selected(selected.length)}</strong>
      <div className={classes.actions}>
        <Button variant="default" onClick={() => onChoose({ kind: 'assign', inquiries: selected })}>
          {texts.assign}
        </Button>
        <Button variant="default" onClick={() => onChoose({ kind: 'status', inquiries: selected })}>
          {texts.status}
        </Button>
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
