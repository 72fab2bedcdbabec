// Before a login that the portal refused is sent again: how often it failed, and what may happen.
import { Alert, Button, Checkbox, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { words } from '../../words/index.ts';
import classes from './refused-before.module.css';

const texts = words.portalLogin.refusedBefore;

/** What the refusal `login-refused-before` carries. */
export interface RefusedBefore {
  failures: { mine: number; others: number };
  /** This very value was refused; else only others of the account. */
  isSame: boolean;
  isStrong: boolean;
}

export function RefusedBeforeDialog({
  refused,
  portalName,
  isPending,
  onClose,
  onInsist,
}: {
  refused: RefusedBefore;
  portalName: string;
  isPending: boolean;
  onClose: () => void;
  onInsist: () => void;
}) {
  const [isUnderstood, setUnderstood] = useState(false);
  const { failures, isSame, isStrong } = refused;
  const title = isSame ? texts.title : texts.titleOfAccount;
  return (
    <Modal opened onClose={onClose} title={title} centered withCloseButton={false}>
      {isStrong ? (
        <Alert color="red" variant="light" role="alert" className={classes.strong}>
          <p>{texts.strongBody(portalName)}</p>
        </Alert>
      ) : (
        <p className={classes.body}>{texts.body(portalName)}</p>
      )}
      <ul className={classes.counts}>
        <li>{texts.mine(failures.mine)}</li>
        {failures.others > 0 && <li>{texts.others(failures.others)}</li>}
      </ul>
      {isStrong && (
        <Checkbox
          mt="sm"
          label={texts.understood}
          checked={isUnderstood}
          onChange={({ currentTarget: { checked } }) => setUnderstood(checked)}
        />
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {texts.cancel}
        </Button>
        <Button
          {...(isStrong && { color: 'red.8' })}
          disabled={isStrong && !isUnderstood}
          loading={isPending}
          onClick={onInsist}
        >
          {texts.confirm}
        </Button>
      </Group>
    </Modal>
  );
}
