// 「CSVで書き出す」: the customers the list is narrowed to, for the firm's owner and admins.
import { Button, Menu } from '@mantine/core';
import { useIsAdmin } from '../../api/use-me.ts';
import { Icon } from '../../ui/icons.tsx';
import { words } from '../../words/index.ts';
import type { CustomerFilter } from './customers-place.ts';

const texts = words.customer.export;

export function ExportMenu({ filter }: { filter: CustomerFilter }) {
  if (!useIsAdmin()) return null;
  const asked = Object.entries(filter).map(([key, value]): [string, string] => [key, String(value)]);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="download" size={16} />}>
          {texts.action}
        </Button>
      </Menu.Target>
      <Menu.Dropdown maw={320}>
        <Menu.Label>{texts.hint}</Menu.Label>
        {(['utf-8', 'shift_jis'] as const).map((encoding) => (
          <Menu.Item
            key={encoding}
            component="a"
            href={`/api/v1/customers.csv?${new URLSearchParams([...asked, ['encoding', encoding]])}`}
            download
          >
            {texts.encodings[encoding]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
