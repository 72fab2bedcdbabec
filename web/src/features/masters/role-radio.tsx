// A person's role, with what each may do. One above one's own cannot be given.
import { Radio, type RadioGroupProps, Stack } from '@mantine/core';
import { useMe } from '../../api/use-me.ts';
import { words } from '../../words/index.ts';

/** Highest first. */
const roles = ['owner', 'admin', 'manager', 'member'] as const;

export type Role = (typeof roles)[number];

/** Whether `mine` may give or take `theirs`. */
export function reaches(mine: string | undefined, theirs: string): boolean {
  const rank = (role: string | undefined) => {
    const at = (roles as readonly (string | undefined)[]).indexOf(role);
    return at === -1 ? roles.length : at;
  };
  return rank(mine) <= rank(theirs);
}

export function RoleRadio(props: Omit<RadioGroupProps, 'children'>) {
  const { user } = useMe();
  return (
    <Radio.Group label={words.users.columns.role} {...props}>
      <Stack gap="xs" mt={4}>
        {roles.map((role) => {
          const isReached = reaches(user?.role, role);
          return (
            <Radio
              key={role}
              value={role}
              disabled={!isReached}
              label={words.frame.roles[role]}
              description={isReached ? words.users.roleHints[role] : words.users.roleTooHigh}
            />
          );
        })}
      </Stack>
    </Radio.Group>
  );
}
