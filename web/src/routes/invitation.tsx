// 招待: what the link of an invitation leads to (its token is the URL's hash). A new person gives name and password; one
// who is known signs in or is signed in already.
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type InvitationLook, Refusal } from '../api/client.ts';
import { invitationQuery } from '../api/queries.ts';
import { ComeIn } from '../features/invitation/come-in.tsx';
import { Fields } from '../ui/fields.tsx';
import { FrontDoor } from '../ui/front-door.tsx';
import { useHashToken } from '../ui/hash-token.ts';
import { ButtonLink } from '../ui/links.tsx';
import { errorText, NotYet } from '../ui/states.tsx';
import { words } from '../words/index.ts';

const texts = words.account.invitation;

export function InvitationPage() {
  const token = useHashToken('invitation');
  const query = useQuery({ ...invitationQuery(token), enabled: token !== '' });
  const { data, error } = query;
  const isOver = error instanceof Refusal && error.status === 403;
  return (
    <FrontDoor title={texts.title}>
      {token === '' && <Over text={texts.noToken} />}
      {isOver && <Over text={errorText(error)} />}
      {token !== '' && !isOver && <NotYet of={query} height={220} />}
      {data && <Invited key={token} token={token} look={data} />}
    </FrontDoor>
  );
}

function Over({ text }: { text: string }) {
  return (
    <Stack gap="sm" align="flex-start" role="alert">
      <Text>{text}</Text>
      <ButtonLink to="/sign-in" variant="default">
        {texts.toSignIn}
      </ButtonLink>
    </Stack>
  );
}

function Invited({ token, look }: { token: string; look: InvitationLook }) {
  return (
    <Stack gap="sm">
      <Text>{texts.lead(look.organizationName)}</Text>
      <Fields
        fields={[
          { label: texts.email, value: look.email },
          { label: texts.role, value: words.frame.roles[look.role] ?? look.role },
        ]}
      />
      <ComeIn token={token} look={look} />
    </Stack>
  );
}
