// The rows that are refused: where, what stands there, why; and the way to take them home and mend them.
import { Button, Title } from '@mantine/core';
import { useState } from 'react';
import type { CustomerImport } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Icon } from '../../ui/icons.tsx';
import { Cell, type Column, Row, Rows } from '../../ui/rows.tsx';
import { customerImport } from '../../words/customer-import.ts';
import { reasonText } from '../../words/reasons.ts';
import classes from './import.module.css';

const { refused: texts } = customerImport;

/** Shown at once: what is decided stands below them. */
const FIRST = 10;

const columns: Column[] = [
  { key: 'main', label: texts.line, width: '6em' },
  { key: 'column', label: texts.column, width: '22%' },
  { key: 'value', label: texts.value, width: '26%' },
  { key: 'why', label: texts.why },
];

export function RefusedRows({ one: { id, rows, counts, hasFile } }: { one: CustomerImport }) {
  const refused = rows.filter(({ kind }) => kind === 'refused');
  const [isAll, setAll] = useState(false);
  if (refused.length === 0) return null;
  const shown = isAll ? refused : refused.slice(0, FIRST);
  return (
    <section aria-label={texts.title}>
      <Title order={3}>{texts.title}</Title>
      {counts.refused > refused.length && (
        <p className={classes.hint}>{texts.first(refused.length, counts.refused)}</p>
      )}
      <Rows label={texts.title} columns={columns}>
        {shown.flatMap(({ line, issues }) =>
          issues.map(({ column, value, text, reason }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one column may be wrong twice for one reason
            <Row key={`${line} ${reason} ${at}`} id={String(line)}>
              <Cell area="main">{texts.lineOf(line)}</Cell>
              <Cell area="column" label={texts.column}>
                {column === null ? texts.whole : short(column, 40)}
              </Cell>
              {value === '' ? (
                <Cell area="value">{null}</Cell>
              ) : (
                <Cell area="value" label={texts.value}>
                  <span className={classes.sample}>{short(value, 40)}</span>
                </Cell>
              )}
              <Cell area="why">{reasonText('row', reason, text)}</Cell>
            </Row>
          )),
        )}
      </Rows>
      {shown.length < refused.length && (
        <Button variant="subtle" mt={4} onClick={() => setAll(true)}>
          {texts.more(refused.length - shown.length)}
        </Button>
      )}
      {hasFile && (
        <div className={classes.buttons}>
          <span className={classes.hint}>{texts.hint}</span>
          <Button
            component="a"
            href={`/api/v1/customer-imports/${id}/refused.csv`}
            download
            variant="default"
            leftSection={<Icon name="download" size={16} />}
          >
            {texts.download}
          </Button>
        </div>
      )}
    </section>
  );
}
