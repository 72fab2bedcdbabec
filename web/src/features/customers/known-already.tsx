// Somebody with this phone or mail address is a customer already: who, and what one may do about it.
import { Button, Text } from '@mantine/core';
import { short } from '../../format/text.ts';
import { Icon } from '../../ui/icons.tsx';
import { Told } from '../../ui/told.tsx';
import { words } from '../../words/index.ts';

const { known: texts } = words.customer.form;

/** The customers in the data of a refusal `customer-exists`. */
export function customersIn(data: unknown): { id: string; name: string }[] {
  const { customers } = (data ?? {}) as { customers?: unknown };
  if (!Array.isArray(customers)) return [];
  return customers.filter((one) => typeof one?.id === 'string' && typeof one?.name === 'string');
}

export function KnownAlready({
  customers,
  anyway,
  isPending,
  onAnyway,
}: {
  customers: { id: string; name: string }[];
  /** The word on the button that insists. */
  anyway: string;
  isPending: boolean;
  onAnyway: () => void;
}) {
  return (
    <Told color="yellow" title={texts.title}>
      <Text>{texts.body}</Text>
      <ul>
        {customers.map(({ id, name }) => (
          <li key={id}>
            {/* Beside this page: what is typed here stays. */}
            <a href={`/customers/${id}`} target="_blank" rel="noopener">
              {short(name || words.common.nameless, 60)} <Icon name="outside" size={13} />
            </a>
          </li>
        ))}
      </ul>
      <Button variant="default" mt="xs" loading={isPending} onClick={onAnyway}>
        {anyway}
      </Button>
    </Told>
  );
}
