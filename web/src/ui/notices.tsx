// The notes' container and store, in a chunk of their own. Use notify.tsx.
import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';
import classes from './notices.module.css';

export { notifications } from '@mantine/notifications';

export default function Notices() {
  return <Notifications limit={3} className={classes.place} />;
}
