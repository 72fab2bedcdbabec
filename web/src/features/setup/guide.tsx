// What a person does on the portal's own pages: its steps, and texts that are ready to paste there.
import { Accordion, Title, Typography } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { guideQuery } from '../../api/setup.ts';
import { Copy } from '../../ui/copy.tsx';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import classes from './guide.module.css';

const texts = words.setup.inbox;

export function Guide({ connectionId, portalName }: { connectionId: string; portalName: string }) {
  const query = useQuery(guideQuery(connectionId));
  const { data } = query;
  if (!data) return <NotYet of={query} height={360} title={texts.guideAbsent} />;
  const [first] = data.copyTexts;
  return (
    <>
      {data.sections.map(({ key, title, html }) => (
        <section key={key} className={classes.section} data-section={key} lang="ja">
          <Title order={3}>{title}</Title>
          <Typography className={classes.text}>
            {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own text, made by our own server out of the portal's folder */}
            <div dangerouslySetInnerHTML={{ __html: html }} />
          </Typography>
        </section>
      ))}
      {first && (
        <section className={classes.section}>
          <Title order={3}>{texts.textsTitle}</Title>
          <p className={classes.lead}>{texts.textsLead(portalName)}</p>
          <Accordion defaultValue={first.key} variant="contained" order={4} className={classes.texts}>
            {data.copyTexts.map(({ key, title, text }) => (
              <Accordion.Item key={key} value={key}>
                <Accordion.Control lang="ja">{title}</Accordion.Control>
                <Accordion.Panel>
                  <CopyText title={title} text={text} />
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        </section>
      )}
    </>
  );
}

function CopyText({ title, text }: { title: string; text: string }) {
  const source = useRef<HTMLPreElement>(null);
  return (
    <>
      <pre ref={source} className={classes.pasted} lang="ja">
        {text}
      </pre>
      <div className={classes.button}>
        <Copy text={text} label={texts.copyTextLabel(title)} source={source} />
      </div>
    </>
  );
}
