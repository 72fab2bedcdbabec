// In place of a part of the page whose code could not be had: only a real load of the page gets it. It is left to the person:
// something may be being typed elsewhere.
import { Button, Modal, Text } from '@mantine/core';
import { words } from '../words/index.ts';
import { loadAnew } from './load-anew.ts';
import classes from './unloaded.module.css';

const { unloaded: texts, crashed, close } = words.common;
const reload = (
  <Button variant="default" onClick={() => loadAnew()}>
    {crashed.reload}
  </Button>
);

export function Unloaded() {
  return (
    <div role="alert" className={classes.part}>
      <span>
        {texts.part} {texts.body}
      </span>
      {reload}
    </div>
  );
}

export function UnloadedDialog({ opened = true, onClose }: { opened?: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={texts.part}
      centered
      closeButtonProps={{ 'aria-label': close }}
    >
      <Text mb="md">{texts.body}</Text>
      {reload}
    </Modal>
  );
}

/** In place of all short notes. */
export function UnloadedNotes() {
  return (
    <div role="alert" className={`${classes.part} ${classes.notes}`}>
      <span>
        {texts.notes} {texts.body}
      </span>
      {reload}
    </div>
  );
}
