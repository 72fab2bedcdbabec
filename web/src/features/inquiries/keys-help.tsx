// The keys of the 反響 page, in words.
import { Kbd, Modal } from '@mantine/core';
import { words } from '../../words/index.ts';
import classes from './keys-help.module.css';

const { keys: texts } = words.inquiryList;

export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.title}
      centered
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <dl className={classes.keys}>
        {texts.list.map(([key, what]) => (
          <div key={key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.hint}>{texts.hint}</p>
    </Modal>
  );
}
