// 「統合」 on a customer's page: who else they are, found as in the list; the two are compared on the next page.
import { Button, Modal, Text, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CustomerDetail } from '../../api/client.ts';
import { customersQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { Icon } from '../../ui/icons.tsx';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import classes from './merge-picker.module.css';

const { pick: texts, open } = words.merge;
const WAIT_MS = 150;
const SHOWN = 8;

export function MergePicker({ customer }: { customer: CustomerDetail }) {
  const [opened, dialog] = useDisclosure();
  return (
    <>
      <Button variant="default" leftSection={<Icon name="merge" size={16} />} onClick={dialog.open}>
        {open}
      </Button>
      <Modal
        opened={opened}
        onClose={dialog.close}
        title={texts.title}
        closeButtonProps={{ 'aria-label': words.common.close }}
      >
        <Picker customer={customer} />
      </Modal>
    </>
  );
}

function Picker({ customer }: { customer: CustomerDetail }) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), WAIT_MS);
  const query = useQuery({
    ...customersQuery({ q, limit: SHOWN + 1 }),
    enabled: q !== '',
  });
  const { data } = query;
  const found = q === '' ? [] : (data?.items.filter(({ id }) => id !== customer.id).slice(0, SHOWN) ?? []);
  return (
    <>
      <Text mb="sm">{texts.lead}</Text>
      <TextInput
        type="search"
        label={texts.label}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
        autoComplete="off"
        data-autofocus
      />
      {q !== '' && <NotYet of={query} height={60} as="front" />}
      <div role="status">{q !== '' && data && found.length === 0 && <Text mt="sm">{texts.none}</Text>}</div>
      {found.length > 0 && (
        <ul className={classes.found} aria-label={texts.found}>
          {found.map(({ id, name, nameKana, phonesAsSent, emails, inquiryCount }) => (
            <li key={id}>
              <Link
                to="/customers/$id/merge/$otherId"
                params={{ id: customer.id, otherId: id }}
                className={classes.one}
              >
                <b>{short(name ?? words.common.nameless, 60)}</b>
                {nameKana && <span>{short(nameKana, 60)}</span>}
                <span>
                  {[...phonesAsSent, ...emails]
                    .slice(0, 2)
                    .map((known) => short(known, 60))
                    .join(words.common.gap)}
                </span>
                <span>{texts.count(inquiryCount)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
