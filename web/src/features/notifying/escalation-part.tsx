// 対応がないとき: whom the firm tells next when nobody responds.
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { escalationsQuery } from '../../api/notifying.ts';
import { mastersQuery } from '../../api/queries.ts';
import { NotYet } from '../../ui/states.tsx';
import { notifying } from '../../words/notifying.ts';
import { Part } from '../connections/part.tsx';
import { EscalationDialog } from './escalation-dialog.tsx';
import { EscalationSummary } from './escalation-summary.tsx';
import classes from './notifying.module.css';

const texts = notifying.escalation;

export function EscalationPart() {
  const rules = useQuery(escalationsQuery);
  const choices = useQuery(mastersQuery);
  const { data } = rules;
  const { data: masters } = choices;
  const [opened, { open, close }] = useDisclosure();
  const rule = data?.items.find(({ connectionId }) => connectionId === null) ?? null;
  const others = data?.items.filter(({ connectionId }) => connectionId !== null).length ?? 0;
  const isLoaded = data !== undefined && masters !== undefined;
  return (
    <Part
      id="escalation"
      title={texts.title}
      action={
        isLoaded && (
          <Button variant="default" onClick={open}>
            {rule ? texts.change : texts.edit}
          </Button>
        )
      }
    >
      <p className={classes.lead}>{texts.lead}</p>
      <NotYet of={[rules, choices]} height={24} />
      {isLoaded &&
        (rule ? (
          <EscalationSummary rule={rule} people={masters.members} />
        ) : (
          <p className={classes.none}>{texts.off}</p>
        ))}
      {others > 0 && <p className={classes.more}>{texts.others(String(others))}</p>}
      {isLoaded && <EscalationDialog rule={rule} people={masters.members} opened={opened} onClose={close} />}
    </Part>
  );
}
