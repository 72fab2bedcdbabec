// How a mail came: each delivery with its envelope.
import type { MailText } from '../../api/client.ts';
import { fullTime } from '../../format/jst.ts';
import { Fields } from '../../ui/fields.tsx';
import { words } from '../../words/index.ts';
import classes from './deliveries.module.css';

const { delivery: labels } = words.mail;

export function Deliveries({ deliveries }: { deliveries: MailText['deliveries'] }) {
  return (
    <details className={classes.all}>
      <summary>
        {words.mail.deliveryDetail}
        {words.common.aside(deliveries.length)}
      </summary>
      {deliveries.map((delivery, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: deliveries have no id and are only added to
        <div key={i} className={classes.one}>
          <Fields
            fields={[
              { label: labels.at, value: fullTime(delivery.receivedAt) },
              { label: labels.from, value: delivery.envelopeFrom || words.common.none },
              { label: labels.to, value: delivery.envelopeTo },
              { label: labels.client, value: delivery.clientAddress },
              { label: labels.tls, value: delivery.tls ?? labels.noTls },
            ]}
          />
        </div>
      ))}
    </details>
  );
}
