import { Link, type LinkProps } from '@tanstack/react-router';
import { useFormat } from '../i18n/index.ts';
import classes from './places.module.css';

export interface Place {
  to: NonNullable<LinkProps['to']>;
  label: string;
  /** What waits there; nothing is shown for none. */
  count?: number | undefined;
  exact?: boolean;
}

/** Pages that belong together, one beside the other. */
export function Places({ label, places }: { label: string; places: readonly Place[] }) {
  const format = useFormat();
  return (
    <nav aria-label={label} className={classes['places']}>
      {places.map(({ to, label: text, count = 0, exact = false }) => (
        <Link key={to} to={to} className={classes['place']} activeOptions={{ exact, includeSearch: false }}>
          {text}
          {count === 0 ? null : <span className={classes['count']}>{format.number(count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
