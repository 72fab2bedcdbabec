// 「CSVで書き出す」: what a page shows as a file, in the encoding its reader opens.
import { Button, Menu } from '@mantine/core';
import { Icon } from './icons.tsx';

interface CsvTexts {
  action: string;
  hint: string;
  encodings: { 'utf-8': string; shift_jis: string };
}

/** `path`: under /api/v1; `asked`: what the page is narrowed to, or which of it are marked. */
export function CsvMenu({ path, asked, texts }: { path: string; asked: object; texts: CsvTexts }) {
  const pairs = Object.entries(asked).map(([key, value]): [string, string] => [key, String(value)]);
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
            href={`/api/v1${path}?${new URLSearchParams([...pairs, ['encoding', encoding]])}`}
            download
          >
            {texts.encodings[encoding]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
