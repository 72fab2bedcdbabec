// For a person whom no firm has: only the way out.
import { Button, Container } from '@mantine/core';
import { Empty } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { useSignOut } from './use-sign-out.ts';

export function NoOrganization() {
  const signOut = useSignOut();
  const { title, body } = words.signIn.noOrganization;
  return (
    <Container size={640} py={48} component="main">
      <Empty isPage title={title} action={<Button onClick={signOut}>{words.frame.signOut}</Button>}>
        {body}
      </Empty>
    </Container>
  );
}
