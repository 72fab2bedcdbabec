// 「テスト反響を送る」: a sample goes through our own door; its stages and what would have become of it.
import { Alert, Button, Loader } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TestInquiry as Test } from '../../api/client.ts';
import { isTestOver, sendTestInquiry, testInquiryQuery } from '../../api/setup.ts';
import { Fields } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icons.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { reasonText } from '../../words/reasons.ts';
import { Part } from './part.tsx';
import classes from './test-inquiry.module.css';

const texts = words.connectionPage.test;
const stages = ['sentAt', 'receivedAt', 'readAt', 'removedAt'] as const;

export function TestInquiry({ connectionId }: { connectionId: string }) {
  const [testId, setTestId] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: () => sendTestInquiry(connectionId),
    onSuccess: ({ id }) => setTestId(id),
  });
  const { data: test, error } = useQuery({
    ...testInquiryQuery(connectionId, testId ?? ''),
    enabled: testId !== null,
  });
  const isUnderWay = send.isPending || (testId !== null && !isTestOver(test) && !test?.error && !error);
  const failed = send.error ?? error;
  return (
    <Part
      id="test"
      title={texts.title}
      action={
        <Button variant="default" loading={isUnderWay} onClick={() => send.mutate()}>
          {testId && !isUnderWay ? texts.again : texts.action}
        </Button>
      }
    >
      <p className={classes.lead}>{texts.lead}</p>
      {failed && (
        <Alert color="red" variant="light" role="alert" mt="sm">
          {errorText(failed)}
        </Alert>
      )}
      <div role="status">{test && <Stages test={test} />}</div>
    </Part>
  );
}

function Stages({ test }: { test: Test }) {
  const now = stages.findIndex((stage) => test[stage] === null);
  const { result, error } = test;
  return (
    <>
      <ol className={classes.stages}>
        {stages.map((stage, i) => (
          <li key={stage} data-done={test[stage] !== null || undefined}>
            <Mark isDone={test[stage] !== null} isNow={i === now && !error} />
            {texts.stages[stage]}
          </li>
        ))}
      </ol>
      {error && (
        <Alert color="yellow" variant="light" title={texts.failed} role="alert" className={classes.error}>
          <p>{reasonText('test', error.code, error.text)}</p>
        </Alert>
      )}
      {result && (
        <div className={classes.result}>
          <p>
            <strong>{texts.done}</strong>
          </p>
          <p className={classes.lead}>{texts.result}</p>
          <Fields
            fields={[
              { label: texts.fields.customerName, value: result.customerName },
              { label: texts.fields.assignee, value: result.assignee ?? words.setup.rules.none },
              { label: texts.fields.status, value: result.status ?? words.setup.rules.none },
              { label: texts.fields.group, value: result.group ?? words.setup.rules.none },
              { label: texts.fields.matched, value: result.matched },
            ]}
          />
        </div>
      )}
    </>
  );
}

function Mark({ isDone, isNow }: { isDone: boolean; isNow: boolean }) {
  if (isDone) return <Icon name="check" size={16} />;
  return isNow ? (
    <Loader size={14} aria-hidden="true" />
  ) : (
    <span className={classes.later} aria-hidden="true" />
  );
}
