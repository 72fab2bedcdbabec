// The login's state in one line, where a page is about something else: it changes while one reads.
import type { Connection } from '../../api/client.ts';
import { Chip } from '../../ui/chip.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { words } from '../../words/index.ts';
import classes from './login-line.module.css';
import { loginView } from './login-view.ts';

export function LoginLine({ connection: { id, login } }: { connection: Connection }) {
  const { chip, tone, title, who } = loginView(login);
  return (
    <div className={classes.line} role="status">
      <span>
        <Chip tone={tone}>{chip}</Chip> {title}
      </span>
      {login.state !== 'none' && who === 'you' && (
        <ButtonLink to="/connections/$id/setup/login" params={{ id }} variant="default" size="compact-sm">
          {words.connection.next.login}
        </ButtonLink>
      )}
    </div>
  );
}
