// The main menu: links at the left that fold to icons, and the bar at the bottom of a phone. CSS shows one of them.
import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMe } from '../../api/use-me.ts';
import { Icon } from '../../ui/icons.tsx';
import { words } from '../../words/index.ts';
import barClasses from './bottom-bar.module.css';
import { places } from './places.ts';
import classes from './rail.module.css';

export function Rail({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  return (
    <div className={classes.rail} data-folded={folded || undefined}>
      <Places folded={folded} look={classes as Look} />
      <UnstyledButton className={classes.fold} onClick={onFold} aria-expanded={!folded}>
        <Icon name={folded ? 'unfold' : 'fold'} />
        {folded ? <VisuallyHidden>{words.frame.unfold}</VisuallyHidden> : <span>{words.frame.fold}</span>}
      </UnstyledButton>
    </div>
  );
}

/** The same places under the thumb. */
export function BottomBar() {
  return <Places folded={false} short look={barClasses as Look} />;
}

type Look = Record<'places' | 'place' | 'word' | 'count' | 'dot', string>;

function Places({ folded, look, short = false }: { folded: boolean; look: Look; short?: boolean }) {
  const { openCount, taskCount, reviewCount, attentionCount } = useMe();
  return (
    <ul className={look.places}>
      {places.map((place) => (
        <li key={place.to}>
          <Tooltip label={place.label} position="right" disabled={!folded}>
            <Link to={place.to} className={look.place} activeOptions={{ exact: false, includeSearch: false }}>
              <Icon name={place.icon} />
              <span className={look.word}>{short ? place.short : place.label}</span>
              {place.to === '/inquiries' && openCount > 0 && (
                <Count n={openCount} look={look} say={words.frame.open} />
              )}
              {place.to === '/tasks' && taskCount > 0 && (
                <Count n={taskCount} look={look} say={words.frame.tasksDue} />
              )}
              {place.to === '/review' && reviewCount > 0 && (
                <Count n={reviewCount} look={look} say={words.frame.waiting} />
              )}
              {place.to === '/connections' && attentionCount > 0 && <Dot n={attentionCount} look={look} />}
            </Link>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}

function Count({ n, look, say }: { n: number; look: Look; say: (n: number) => string }) {
  return (
    <span className={look.count}>
      <span aria-hidden="true">{n > 99 ? '99+' : n}</span>
      <VisuallyHidden>{say(n)}</VisuallyHidden>
    </span>
  );
}

function Dot({ n, look }: { n: number; look: Look }) {
  return (
    <span className={look.dot}>
      <VisuallyHidden>{words.frame.needsSomeone(n)}</VisuallyHidden>
    </span>
  );
}
