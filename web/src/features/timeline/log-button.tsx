// Where the timeline stands below the rest (a phone): the way to where a call is written down, on the first view already.
import { Button } from '@mantine/core';
import { Icon } from '../../ui/icons.tsx';
import { followUp } from '../../words/follow-up.ts';

export function LogButton({ onLog }: { onLog: () => void }) {
  return (
    <Button variant="default" hiddenFrom="md" leftSection={<Icon name="note" size={16} />} onClick={onLog}>
      {followUp.timeline.log.begin}
    </Button>
  );
}
