// What stands where a page broke: the server could not be reached, or a mistake of ours.
import { Button, Container } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Refusal } from '../api/client.ts';
import { NoOrganization } from '../features/frame/no-organization.tsx';
import { useReached } from '../live/reached.ts';
import { useTitle } from '../ui/page.tsx';
import { Empty, errorText } from '../ui/states.tsx';
import { words } from '../words/index.ts';

export function Crashed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const { failed, crashed } = words.common;
  const isAnswer = error instanceof Refusal;
  const isNobodys = isAnswer && error.status === 403;
  const title = isAnswer ? failed.title : crashed.title;
  const again = () => {
    reset();
    void router.invalidate();
  };
  useReached(isAnswer && error.status === 0 ? again : null);
  useTitle(isNobodys ? words.signIn.noOrganization.title : title);
  if (isNobodys) return <NoOrganization />;
  return (
    <Container size={640} py={48} component="main">
      <div role="alert">
        <Empty
          isPage
          title={title}
          action={
            isAnswer ? (
              <Button onClick={again}>{failed.retry}</Button>
            ) : (
              // A page that was built anew since has other files: only a real reload gets them.
              <Button onClick={() => window.location.reload()}>{crashed.reload}</Button>
            )
          }
        >
          {isAnswer ? errorText(error) : crashed.body}
        </Empty>
      </div>
    </Container>
  );
}
