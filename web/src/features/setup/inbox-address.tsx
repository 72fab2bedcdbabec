// The 「Digima受信ボックス」 address with its 「コピー」.
import { useRef } from 'react';
import { useMe, useProductName } from '../../api/use-me.ts';
import { Copy } from '../../ui/copy.tsx';
import { MailAddress } from '../../ui/links.tsx';
import { words } from '../../words/index.ts';
import classes from './inbox-address.module.css';

export function InboxAddress({ address }: { address: string | null }) {
  const source = useRef<HTMLElement>(null);
  const hasDomain = !useMe().shortcomings.includes('no-inbox-domain');
  const name = words.connection.inboxOf(useProductName());
  if (address === null) return null;
  return (
    <div className={classes.box}>
      <span className={classes.label}>{name}</span>
      <div className={classes.line}>
        <code ref={source} className={classes.address}>
          <MailAddress>{address}</MailAddress>
        </code>
        <Copy text={address} label={words.setup.inbox.copyLabel(name)} source={source} />
      </div>
      {!hasDomain && <p className={classes.short}>{words.setup.inbox.noDomain}</p>}
    </div>
  );
}
