// Where the option is off: what it is and how to get it; and, when there are connections, what of them still works.
import { Alert, List, Paper, Title } from '@mantine/core';
import { useMe } from '../../api/use-me.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { words } from '../../words/index.ts';
import classes from './option-off.module.css';

const texts = words.connection.optionOff;

/** In place of the list, for a firm that has no connection. */
export function OptionOff() {
  return (
    <Paper withBorder className={classes.what}>
      <Title order={2}>{texts.title}</Title>
      <p>{texts.body}</p>
      <List>
        {texts.points.map((point) => (
          <List.Item key={point}>{point}</List.Item>
        ))}
      </List>
      <HowToGet />
    </Paper>
  );
}

/** Above the list. `names`: of the connections that cannot be changed. */
export function OptionTurnedOff({ names }: { names: string[] }) {
  return (
    <Alert color="yellow" variant="light" title={texts.title2} className={classes.off}>
      <p>{texts.body2}</p>
      <p>
        <strong>{texts.names(names)}</strong>
      </p>
      <HowToGet />
    </Alert>
  );
}

function HowToGet() {
  const { user, options } = useMe();
  const how = !options.selfService
    ? texts.howSupport
    : user?.role === 'owner'
      ? texts.howOwner
      : texts.howSelf;
  return (
    <>
      <p>
        {texts.how}
        {how}
      </p>
      <ButtonLink to="/settings/options" variant={options.selfService ? 'filled' : 'default'}>
        {texts.toOptions}
      </ButtonLink>
    </>
  );
}
