// Some rows of each kind as they are understood, with whom the firm knows already.
import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CustomerImport } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { Cell, type Column, Row, Rows } from '../../ui/rows.tsx';
import { customerImport } from '../../words/customer-import.ts';
import { words } from '../../words/index.ts';
import classes from './import.module.css';

const { samples: texts, refused } = customerImport;
type Kind = CustomerImport['rows'][number]['kind'];

const columns: Column[] = [
  { key: 'main', label: texts.kind, width: '11em' },
  { key: 'when', label: refused.line, width: '6em' },
  { key: 'content', label: texts.content },
  { key: 'who', label: texts.who, width: '18%' },
];
const tones: Record<Kind, Tone> = {
  new: 'good',
  suspected: 'warn',
  known: 'neutral',
  repeated: 'neutral',
  refused: 'bad',
};
const kinds: Kind[] = ['new', 'suspected', 'known', 'repeated'];

export function SampleRows({ one: { rows, options, phase } }: { one: CustomerImport }) {
  const title = phase === 'apply' ? texts.titleApplied : texts.title;
  const shown = kinds.flatMap((kind) => rows.filter((row) => row.kind === kind));
  if (shown.length === 0) return null;
  return (
    <section aria-label={title}>
      <Title order={3}>{title}</Title>
      <Rows label={title} columns={columns}>
        {shown.map(({ line, kind, cells, customers }) => (
          <Row key={line} id={String(line)}>
            <Cell area="main">
              <Chip tone={tones[kind]}>{texts.chips[kind]}</Chip>
            </Cell>
            <Cell area="when">{refused.lineOf(line)}</Cell>
            <Cell area="content">
              <p className={classes.content}>
                {cells
                  .filter((cell, at) => options?.mapping[at] && cell.trim() !== '')
                  .map((cell, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two cells may say the same
                    <span key={at}>{short(cell, 40)}</span>
                  ))}
              </p>
            </Cell>
            <Cell area="who">
              {kind === 'new'
                ? null
                : customers.map(({ id, name }) => (
                    <div key={id}>
                      <Link to="/customers/$id" params={{ id }}>
                        {short(name ?? words.common.nameless, 30)}
                      </Link>
                    </div>
                  ))}
            </Cell>
          </Row>
        ))}
      </Rows>
    </section>
  );
}
