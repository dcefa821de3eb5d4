import type { ReactNode } from 'react';
import classes from './tabs.module.css';

/** The tabs of a page; each is a link with an address of its own. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={classes['tabs']} aria-label={label}>
      {children}
    </nav>
  );
}
