// What this installation cannot do yet and which variable mends it; for those who can have it mended.
import { Alert, Button, Code, List } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { useMe } from '../../api/use-me.ts';
import { words } from '../../words/index.ts';

export function Shortcomings() {
  const { shortcomings, user } = useMe();
  const [dismissed, setDismissed] = useSessionStorage({
    key: 'digima-shortcomings-dismissed',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const { title, dismiss, texts } = words.frame.shortcomings;
  const shown = shortcomings.join(' ');
  const canMend = user?.role === 'owner' || user?.role === 'admin';
  if (!canMend || shortcomings.length === 0 || dismissed === shown) return null;
  return (
    <Alert variant="light" color="gray" mb="md" title={title}>
      <List size="sm" mb="xs">
        {shortcomings.map((code) => (
          <List.Item key={code}>
            {texts[code]?.text} <Code>{texts[code]?.variable}</Code>
          </List.Item>
        ))}
      </List>
      <Button variant="default" size="xs" onClick={() => setDismissed(shown)}>
        {dismiss}
      </Button>
    </Alert>
  );
}
