// ポータルサイトを追加: one ticks a portal, and goes on to its set-up.
import { Alert, Button, Checkbox, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { allConnectionsQuery, portalsQuery } from '../api/setup.ts';
import { setUpStepOf } from '../features/connections/next-step.ts';
import { Gate } from '../features/setup/gate.tsx';
import { StepFoot } from '../features/setup/step-foot.tsx';
import { stepPaths } from '../features/setup/wizard.tsx';
import { short } from '../format/text.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Page } from '../ui/page.tsx';
import { PortalMark } from '../ui/portal-mark.tsx';
import { NotYet } from '../ui/states.tsx';
import { SupportWindow } from '../ui/support-window.tsx';
import { words } from '../words/index.ts';
import classes from './portal-choice.module.css';

const { choice: texts } = words.connection;

export function PortalChoice() {
  return (
    <Page title={texts.title}>
      <Gate>
        <Choice />
      </Gate>
      <SupportWindow />
    </Page>
  );
}

function Choice() {
  const navigate = useNavigate();
  const query = useQuery(portalsQuery);
  const { data } = query;
  const existing = useQuery(allConnectionsQuery(undefined));
  const connections = existing.data?.items ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  if (!data)
    return (
      <div className={classes.form}>
        <NotYet of={query} height={140} />
      </div>
    );
  const drafts = connections.filter(({ state }) => state === 'draft');
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) void navigate({ to: '/connections/setup', search: { portal: chosen } });
      }}
    >
      <NotYet of={existing} room={null} as="hint" title={texts.absent} />
      {drafts.length > 0 && (
        <Alert variant="light" title={texts.drafts} mb="md">
          <Stack gap={2} component="ul" className={classes.drafts}>
            {drafts.map((draft) => (
              <li key={draft.id}>
                <Link to={stepPaths[setUpStepOf(draft)]} params={{ id: draft.id }}>
                  {texts.continueDraft(short(draft.name, 60))}
                </Link>
              </li>
            ))}
          </Stack>
        </Alert>
      )}
      <p className={classes.lead}>{texts.lead}</p>
      <fieldset className={classes.portals}>
        <legend className={classes.legend}>{texts.legend}</legend>
        {data.items.map(({ id, name, summary, addressLimit }) => {
          const count = connections.filter(
            ({ portal, state }) => portal === id && state !== 'deleted',
          ).length;
          const facts = [
            summary,
            addressLimit !== null && texts.limit(addressLimit),
            count > 0 && texts.existing(count),
          ].filter(Boolean);
          return (
            <label
              key={id}
              htmlFor={`portal-${id}`}
              className={classes.portal}
              data-chosen={chosen === id || undefined}
            >
              <Checkbox
                id={`portal-${id}`}
                aria-label={name}
                aria-describedby={`about-${id}`}
                checked={chosen === id}
                onChange={({ currentTarget: { checked } }) => setChosen(checked ? id : null)}
              />
              <PortalMark name={name} size={44} />
              <span>
                <span className={classes.name}>{name}</span>
                <span id={`about-${id}`} className={classes.about}>
                  {facts.map((fact) => (
                    <span key={String(fact)}>{fact}</span>
                  ))}
                </span>
              </span>
            </label>
          );
        })}
      </fieldset>
      <p className={classes.more}>{texts.more}</p>
      <StepFoot back={<BackLink to="/connections">{texts.back}</BackLink>}>
        <Button type="submit" disabled={chosen === null}>
          {texts.submit}
        </Button>
        {chosen === null && <span className={classes.hint}>{texts.hint}</span>}
      </StepFoot>
    </form>
  );
}
