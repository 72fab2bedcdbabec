// A portal's mark: its first letter on a quiet ground. Decoration: its name always stands beside it.
import classes from './portal-mark.module.css';

export function PortalMark({ name, size = 36 }: { name: string; size?: number }) {
  return (
    <span
      className={classes.mark}
      style={{ width: size, height: size, fontSize: size * 0.45 }}
      aria-hidden="true"
    >
      {Array.from(name)[0]}
    </span>
  );
}
