// ファイル tab: what the customer's mails brought. Downloaded, never shown: strangers sent them.
import { Button, Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { customerFilesQuery, mailFileUrl } from '../../api/queries.ts';
import { bytes } from '../../format/numbers.ts';
import { short } from '../../format/text.ts';
import { Icon } from '../../ui/icons.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Empty, NotYet } from '../../ui/states.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './files-tab.module.css';

const texts = words.customer.files;

export function FilesTab({ customerId }: { customerId: string }) {
  const query = useQuery(customerFilesQuery(customerId));
  const files = query.data?.items;
  return (
    <>
      {files?.length === 0 && <Empty title={texts.empty.title}>{texts.empty.body}</Empty>}
      {files && files.length > 0 && (
        <>
          <p className={classes.note}>{texts.careful}</p>
          <Paper withBorder component="ul" className={classes.files} aria-label={texts.title}>
            {files.map(({ mail, index, name, size, contentType }) => (
              <li key={`${mail.id}/${index}`} className={classes.file}>
                <div className={classes.what}>
                  <span className={classes.name}>
                    <LongText text={name} most={120} />
                  </span>
                  <span className={classes.facts}>
                    <span>{bytes(size)}</span>
                    <span>{short(contentType, 60)}</span>
                    <span>
                      <Moment at={mail.receivedAt} />{' '}
                      <Link to="." search={{ tab: 'mail', mail: mail.id }} resetScroll={false}>
                        {short(mail.subject || words.mail.noSubject, 60)}
                      </Link>
                    </span>
                  </span>
                </div>
                <Button
                  component="a"
                  href={mailFileUrl(mail.id, index)}
                  download={name}
                  variant="default"
                  leftSection={<Icon name="download" size={16} />}
                  aria-label={texts.download(short(name, 60))}
                >
                  {texts.action}
                </Button>
              </li>
            ))}
          </Paper>
          {query.data?.isCut && <p className={classes.note}>{texts.cut}</p>}
        </>
      )}
      <NotYet of={query} height={200} />
    </>
  );
}
