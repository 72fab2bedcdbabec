// 通知のみ: whether the portal's page is being read for it, or why it was not and what a person can do.
import { Alert, Loader } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Inquiry } from '../../api/client.ts';
import { minuteTime } from '../../format/jst.ts';
import { words } from '../../words/index.ts';
import { reasonText } from '../../words/reasons.ts';

const texts = words.inquiry.completion;

/** Nothing once the notice is a customer's, or when nothing was to be read. */
export function CompletionNote({ inquiry }: { inquiry: Inquiry | null }) {
  const completion = inquiry?.customer ? null : inquiry?.completion;
  if (!completion || completion.state === 'completed') return null;
  const isReading = completion.state === 'waiting' && completion.why === null;
  return (
    <Alert
      color={isReading ? 'accent' : 'yellow'}
      variant="light"
      mb="md"
      role="status"
      icon={isReading ? <Loader size={16} aria-hidden /> : undefined}
    >
      {isReading
        ? texts.reading
        : completion.why && reasonText('completion', completion.why, completion.text ?? '')}
      {completion.why === 'no-login' && inquiry?.connection && (
        <div>
          <Link to="/connections/$id" params={{ id: inquiry.connection.id }}>
            {texts.openConnection}
          </Link>
        </div>
      )}
      {completion.nextAt && <div>{texts.next(minuteTime(completion.nextAt))}</div>}
    </Alert>
  );
}
