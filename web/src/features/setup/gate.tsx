// Lets through only who may set connections up, and only with the option on; else says what to do.
import type { ReactNode } from 'react';
import { useIsAdmin, useMe } from '../../api/use-me.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Empty } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { OptionOff } from '../connections/option-off.tsx';

const texts = words.connection.onlyAdmins;

export function Gate({ children }: { children: ReactNode }) {
  const { options } = useMe();
  const isAdmin = useIsAdmin();
  if (!options.portalIntegration) return <OptionOff />;
  if (!isAdmin)
    return (
      <Empty title={texts.title} action={<ButtonLink to="/connections">{texts.toList}</ButtonLink>}>
        {texts.body}
      </Empty>
    );
  return children;
}
