// The empty frame while it is asked who is signed in.
import { Center, Loader } from '@mantine/core';
import { words } from '../../words/index.ts';

export function Starting() {
  return (
    <Center mih="100dvh">
      <Loader aria-label={words.common.loading} />
    </Center>
  );
}
