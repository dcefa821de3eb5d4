import classes from './logo.module.css';

/** The mark: a desk phone's display and keys, seen from above. */
export function LogoMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden className={classes['mark']}>
      <rect width="26" height="26" rx="6" className={classes['body']} />
      <rect x="6" y="6" width="14" height="6" rx="1.5" className={classes['lit']} />
      <g className={classes['keys']}>
        <circle cx="7.6" cy="16" r="1.5" />
        <circle cx="13" cy="16" r="1.5" />
        <circle cx="18.4" cy="16" r="1.5" />
        <circle cx="7.6" cy="20.4" r="1.5" />
        <circle cx="13" cy="20.4" r="1.5" />
      </g>
      <circle cx="18.4" cy="20.4" r="1.5" className={classes['lit']} />
    </svg>
  );
}

export function Logo({ compact = false }: { compact?: boolean }) {
  return (
    <span className={classes['logo']}>
      <LogoMark />
      {compact ? null : <span className={classes['name']}>Deskfleet</span>}
    </span>
  );
}
