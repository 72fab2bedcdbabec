// What stands around each step of ポータルサイト設定: title, stepper, the step's heading, what to do here, the support window.
import { Paper, Stepper, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useProductName } from '../../api/use-me.ts';
import { short } from '../../format/text.ts';
import { Page } from '../../ui/page.tsx';
import { PortalMark } from '../../ui/portal-mark.tsx';
import { SupportWindow } from '../../ui/support-window.tsx';
import { words } from '../../words/index.ts';
import classes from './wizard.module.css';

const texts = words.setup;

const steps = ['rules', 'login', 'inbox'] as const;
export type Step = (typeof steps)[number];

export const stepPaths = {
  rules: '/connections/$id/setup/rules',
  login: '/connections/$id/setup/login',
  inbox: '/connections/$id/setup/inbox',
} as const;

interface Props {
  step: Step;
  portalName: string;
  /** The draft, once there is one. */
  draft: { id: string; name: string } | null;
  children: ReactNode;
}

export function Wizard({ step, portalName, draft, children }: Props) {
  const navigate = useNavigate();
  const product = useProductName();
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const what = {
    rules: null,
    login: texts.steps.login.what(portalName),
    inbox: texts.steps.inbox.what(product),
  }[step];
  const todo = {
    rules: texts.aside.rules,
    login: texts.aside.login(portalName),
    inbox: texts.aside.inbox(portalName),
  }[step];
  const { number, name } = texts.steps[step];
  return (
    <Page key={step} title={`${number} ${name} | ${texts.titleOf(portalName)}`} heading={texts.title}>
      <div className={classes.which}>
        <PortalMark name={portalName} size={28} />
        <span>
          {portalName}
          {draft && (
            <span className={classes.name}>
              {words.common.gap}
              {short(draft.name, 60)}
            </span>
          )}
        </span>
      </div>
      <nav aria-label={texts.stepsLabel}>
        <Stepper
          active={steps.indexOf(step)}
          size={isPhone ? 'xs' : 'sm'}
          labelPosition={isPhone ? 'bottom' : 'right'}
          wrap={false}
          className={classes.stepper}
          classNames={{ stepLabel: classes.label, stepDescription: classes.description }}
          {...(draft && {
            onStepClick: (index) =>
              void navigate({ to: stepPaths[steps[index] ?? 'rules'], params: { id: draft.id } }),
          })}
        >
          {steps.map((one) => (
            <Stepper.Step
              key={one}
              label={texts.steps[one].number}
              description={texts.steps[one].name}
              {...(one === step && { 'aria-current': 'step' as const })}
            />
          ))}
        </Stepper>
      </nav>
      <div className={classes.columns}>
        <Paper withBorder component="section" className={classes.main}>
          <Title order={2} className={classes.heading}>
            {number}
            {words.common.gap}
            {name}
            {what && <span className={classes.what}>{what}</span>}
          </Title>
          {children}
        </Paper>
        <aside className={classes.aside} aria-label={texts.aside.title}>
          <Title order={3}>{texts.aside.title}</Title>
          <ol>
            {todo.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
          <p>{texts.aside.resume}</p>
        </aside>
      </div>
      <SupportWindow />
    </Page>
  );
}
