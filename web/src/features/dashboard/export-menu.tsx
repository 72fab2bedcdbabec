// 「CSVで書き出す」: the tables of the page.
import { Button, Menu } from '@mantine/core';
import { Icon } from '../../ui/icons.tsx';
import { words } from '../../words/index.ts';
import { askedOf, type DashboardPlace } from './dashboard-place.ts';

const texts = words.dashboard.export;

export function ExportMenu({ place }: { place: DashboardPlace }) {
  const asked = Object.entries(askedOf(place)).map(([key, value]): [string, string] => [key, String(value)]);
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
            href={`/api/v1/dashboard.csv?${new URLSearchParams([...asked, ['encoding', encoding]])}`}
            download
          >
            {texts.encodings[encoding]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
