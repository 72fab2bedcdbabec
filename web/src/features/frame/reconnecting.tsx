// Says that the page may be out of date, until it is not. Floats, so that nothing moves under the hand.
import { words } from '../../words/index.ts';
import classes from './reconnecting.module.css';

export function Reconnecting({ broken }: { broken: boolean }) {
  return (
    <div role="status" className={classes.place}>
      {broken && (
        <div className={classes.note}>
          <strong>{words.frame.reconnecting}</strong>
          <span>{words.frame.reconnectingHint}</span>
        </div>
      )}
    </div>
  );
}
