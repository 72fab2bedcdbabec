// 対応がないとき on a connection's page: what holds for its inquiries, the firm's rule or one of its own. For owner and admins.
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Connection, Escalation } from '../../api/client.ts';
import { escalationsQuery } from '../../api/notifying.ts';
import { mastersQuery } from '../../api/queries.ts';
import { NotYet } from '../../ui/states.tsx';
import { notifying } from '../../words/notifying.ts';
import { Part } from '../connections/part.tsx';
import { ConnectionEscalationDialog } from './connection-escalation-dialog.tsx';
import { namesSomebody } from './escalation-entry.ts';
import { EscalationSummary } from './escalation-summary.tsx';
import classes from './notifying.module.css';

const texts = notifying.escalation;

export function ConnectionEscalationPart({ connection: { id, isEditable } }: { connection: Connection }) {
  const rules = useQuery(escalationsQuery);
  const choices = useQuery(mastersQuery);
  const { data } = rules;
  const { data: masters } = choices;
  const [opened, { open, close }] = useDisclosure();
  const ruleOf = (connectionId: string | null) =>
    data?.items.find((rule) => rule.connectionId === connectionId) ?? null;
  const [own, firm] = [ruleOf(id), ruleOf(null)];
  const isLoaded = data !== undefined && masters !== undefined;
  return (
    <Part
      id="escalation"
      title={texts.title}
      action={
        isLoaded &&
        isEditable && (
          <Button variant="default" onClick={open}>
            {texts.ofConnection.edit}
          </Button>
        )
      }
    >
      <p className={classes.lead}>{texts.ofConnection.lead}</p>
      <NotYet of={[rules, choices]} height={24} />
      {isLoaded && <Holds own={own} firm={firm} people={masters.members} />}
      {isLoaded && (
        <ConnectionEscalationDialog
          connectionId={id}
          own={own}
          firm={firm}
          people={masters.members}
          opened={opened}
          onClose={close}
        />
      )}
    </Part>
  );
}

function Holds({
  own,
  firm,
  people,
}: {
  own: Escalation | null;
  firm: Escalation | null;
  people: { id: string; name: string }[];
}) {
  const { follows, followsNone, isOwn, isOff, toFirm } = texts.ofConnection;
  const rule = own ?? firm;
  const holds = rule && namesSomebody(rule) ? rule : null;
  return (
    <>
      <p className={classes.none}>{own ? (holds ? isOwn : isOff) : holds ? follows : followsNone}</p>
      {holds && <EscalationSummary rule={holds} people={people} />}
      {!own && (
        <p className={classes.more}>
          <Link to="/settings/notifying">{toFirm}</Link>
        </p>
      )}
    </>
  );
}
