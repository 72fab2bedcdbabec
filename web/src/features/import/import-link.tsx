// 「CSV取り込み」: the way to it from the list of customers, for the firm's owner and admins.
import { useIsAdmin } from '../../api/use-me.ts';
import { Icon } from '../../ui/icons.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { words } from '../../words/index.ts';

export function ImportLink() {
  if (!useIsAdmin()) return null;
  return (
    <ButtonLink to="/customers/import" variant="default" leftSection={<Icon name="upload" size={16} />}>
      {words.customer.importAction}
    </ButtonLink>
  );
}
