// The top of every page: the product, the search over everything, the firm, and the person with 明るさ and サインアウト.
import {
  type MantineColorScheme,
  Menu,
  SegmentedControl,
  Text,
  UnstyledButton,
  useMantineColorScheme,
} from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMe } from '../../api/use-me.ts';
import { Icon } from '../../ui/icons.tsx';
import { LanguagePicker } from '../../ui/language-picker.tsx';
import { words } from '../../words/index.ts';
import { QuickSearch } from '../quick-search/quick-search.tsx';
import classes from './account.module.css';
import { OtherFirms } from './other-firms.tsx';
import { useSignOut } from './use-sign-out.ts';

export function Account() {
  const { productName, organization, user } = useMe();
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { theme, roles } = words.frame;
  const name = user?.name ?? '';
  return (
    <div className={classes.top}>
      <Link to="/inquiries" className={classes.product}>
        {productName}
      </Link>
      <QuickSearch />
      <span className={classes.firm} title={organization.name}>
        {organization.name}
      </span>
      <Menu position="bottom-end" width={260} withinPortal>
        <Menu.Target>
          <UnstyledButton className={classes.person} aria-label={words.frame.account(name)}>
            <Icon name="person" />
            <span className={classes.name}>{name}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={classes.who}>
            <Text fw={600}>{name}</Text>
            <Text size="sm" c="dimmed">
              {user?.email}
            </Text>
            <Text size="sm" c="dimmed">
              {words.common.dots([organization.name, roles[user?.role ?? ''] ?? user?.role ?? ''])}
            </Text>
          </div>
          <Menu.Divider />
          <div className={classes.who}>
            <Text size="sm" c="dimmed" mb={4}>
              {theme.label}
            </Text>
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label={theme.label}
              value={colorScheme}
              onChange={(value) => setColorScheme(value as MantineColorScheme)}
              data={[
                { value: 'light', label: theme.light },
                { value: 'dark', label: theme.dark },
                { value: 'auto', label: theme.auto },
              ]}
            />
          </div>
          <div className={classes.who}>
            <LanguagePicker fullWidth size="xs" />
          </div>
          <Menu.Divider />
          <OtherFirms />
          <Menu.Item component={Link} {...{ to: '/settings/password' }}>
            {words.account.change.title}
          </Menu.Item>
          <Menu.Item onClick={signOut}>{words.frame.signOut}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
