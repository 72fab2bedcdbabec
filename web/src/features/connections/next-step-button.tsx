// The one thing a connection needs next, as a button.
import type { Connection } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { words } from '../../words/index.ts';
import { nextStepOf } from './next-step.ts';

export function NextStepButton({ connection }: { connection: Connection }) {
  const { label, to, hash, isUrgent } = nextStepOf(connection);
  const { id, name } = connection;
  const look = {
    variant: isUrgent ? 'filled' : 'default',
    'aria-label': words.connection.nextOf(short(name, 40), label),
  };
  const params = { id };
  if (to === 'page')
    return (
      <ButtonLink to="/connections/$id" params={params} {...(hash && { hash })} {...look}>
        {label}
      </ButtonLink>
    );
  return (
    <ButtonLink
      to={to === 'login' ? '/connections/$id/setup/login' : '/connections/$id/setup/inbox'}
      params={params}
      {...look}
    >
      {label}
    </ButtonLink>
  );
}
