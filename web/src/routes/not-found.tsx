// Where there is no page.
import { Container } from '@mantine/core';
import { ButtonLink } from '../ui/links.tsx';
import { useTitle } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { words } from '../words/index.ts';

export function NotFound() {
  const { notFound } = words.common;
  useTitle(notFound.title);
  return (
    <Container size={640} py={48} component="main">
      <Empty isPage title={notFound.title} action={<ButtonLink to="/inquiries">{notFound.home}</ButtonLink>}>
        {notFound.body}
      </Empty>
    </Container>
  );
}
