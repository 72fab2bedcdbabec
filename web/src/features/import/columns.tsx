// Which column of the file is what of a customer: its name, a value of it, and the choice.
import { Select, Title } from '@mantine/core';
import type { CustomerImport, CustomerImportOptions } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Cell, type Column, Row, Rows } from '../../ui/rows.tsx';
import { customerImport } from '../../words/customer-import.ts';
import { words } from '../../words/index.ts';
import classes from './import.module.css';

const { settings: texts } = customerImport;
type Mapping = CustomerImportOptions['mapping'];

const columns: Column[] = [
  { key: 'main', label: texts.column, width: '30%' },
  { key: 'sample', label: texts.sample },
  { key: 'field', label: texts.field, width: '38%' },
];
const choices = [
  { value: '', label: texts.notTaken },
  ...Object.entries(texts.fields).map(([value, label]) => ({ value, label })),
];

export function Columns({
  one: { headers, rows },
  mapping,
  onChange,
}: {
  one: CustomerImport;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}) {
  if (headers.length === 0) return null;
  const names = headers.map((name, at) => short(name, 40) || texts.unnamed(at + 1));
  const left = names.filter((_, at) => !mapping[at]);
  return (
    <>
      <Title order={3}>{texts.columns}</Title>
      <Rows label={texts.columns} columns={columns}>
        {names.map((name, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two columns may bear one name
          <Row key={at} id={String(at)}>
            <Cell area="main">
              <span className={classes.beside}>{name}</span>
            </Cell>
            <Cell area="sample" label={texts.sample}>
              <span className={`${classes.sample} ${classes.beside}`}>
                {short(rows.find(({ cells }) => cells[at]?.trim())?.cells[at] ?? '', 40)}
              </span>
            </Cell>
            <Cell area="field">
              <Select
                aria-label={texts.fieldOf(name)}
                data={choices}
                value={mapping[at] ?? ''}
                allowDeselect={false}
                onChange={(value) =>
                  onChange(headers.map((_, i) => (i === at ? toField(value) : (mapping[i] ?? null))))
                }
              />
            </Cell>
          </Row>
        ))}
      </Rows>
      <p className={classes.hint}>{texts.columnsHint}</p>
      {left.length > 0 && <p className={classes.hint}>{texts.left(words.common.list(left))}</p>}
    </>
  );
}

const toField = (value: string | null) => (value || null) as Mapping[number];
