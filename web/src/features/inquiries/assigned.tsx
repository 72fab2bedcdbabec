// 振り分け: which rule of the connection chose for this request, why, and how the assignee was found, as it was then.
import { Link } from '@tanstack/react-router';
import type { Inquiry } from '../../api/client.ts';
import { words } from '../../words/index.ts';
import { assigneeWords, assignmentWords } from '../assignment/rule-words.ts';
import classes from './assigned.module.css';
import { Block } from './block.tsx';

const { assigned } = words;

export function Assigned({ inquiry: { assignment, connection } }: { inquiry: Inquiry }) {
  return (
    <Block title={assigned.title}>
      <p className={classes.why}>{assignmentWords(assignment)}</p>
      {assignment && <p className={classes.how}>{assigneeWords(assignment)}</p>}
      {assignment && connection && (
        <Link
          to="/connections/$id"
          params={{ id: connection.id }}
          hash="assignment"
          className={classes.rules}
        >
          {assigned.open}
        </Link>
      )}
    </Block>
  );
}
