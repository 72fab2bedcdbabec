// The two lists of mails, side by side above either: links, because each is a page of its own.
import { Link } from '@tanstack/react-router';
import { useMe } from '../../api/use-me.ts';
import { words } from '../../words/index.ts';
import classes from './mail-list.module.css';

const { views } = words.mail;

export function MailViews() {
  const { reviewCount } = useMe();
  return (
    <nav className={classes.views} aria-label={views.label}>
      <Link to="/review" search={{}}>
        {views.review} {reviewCount > 0 && reviewCount}
      </Link>
      <Link to="/mails" search={{}} activeOptions={{ exact: true, includeSearch: false }}>
        {views.all}
      </Link>
    </nav>
  );
}
