// The heading of a part that says how something stands. When that changes and takes away what had the focus, the focus comes here:
// the answer to what was pressed stands below.
import { Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { landHere } from './keep-focus.ts';

export function StateTitle({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each state
  useEffect(() => {
    if (heading.current) landHere(heading.current);
  }, [children]);
  return (
    <Title order={2} ref={heading} tabIndex={-1}>
      {children}
    </Title>
  );
}
