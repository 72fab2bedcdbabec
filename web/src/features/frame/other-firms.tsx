// In the person's menu: the other firms they belong to. Most belong to one, and see nothing of this.
import { Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { organizationsQuery } from '../../api/queries.ts';
import { enterOrganization } from '../../api/session.ts';
import { short } from '../../format/text.ts';
import { dropAllKept } from '../../ui/kept.ts';
import { loadAnew } from '../../ui/load-anew.ts';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';

const NAME_LETTERS = 60;

export function OtherFirms() {
  const { data } = useQuery(organizationsQuery);
  const others = data?.items.filter(({ isCurrent }) => !isCurrent) ?? [];
  if (others.length === 0) return null;
  const enter = async (id: string) => {
    // A real load, so that nothing of the one firm stays in sight in the other.
    if (await enterOrganization(id)) {
      dropAllKept();
      loadAnew('/inquiries');
    } else void notify({ color: 'red', message: words.frame.enterFailed, autoClose: false });
  };
  return (
    <>
      <Menu.Label>{words.frame.otherFirms}</Menu.Label>
      {others.map(({ id, name }) => (
        <Menu.Item key={id} onClick={() => enter(id)}>
          {short(name, NAME_LETTERS)}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}
