import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './tabs.module.css';

/** The tabs of a page; each is a link with an address of its own. The one that is shown is in sight. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  const bar = useRef<HTMLElement>(null);
  const pathname = useLocation({ select: (location) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another tab
  useEffect(() => {
    const shown = bar.current?.querySelector<HTMLElement>('[data-status="active"]');
    if (shown && bar.current !== null)
      bar.current.scrollLeft =
        shown.offsetLeft - bar.current.offsetLeft - (bar.current.clientWidth - shown.offsetWidth) / 2;
  }, [pathname]);
  return (
    <nav ref={bar} className={classes['tabs']} aria-label={label}>
      {children}
    </nav>
  );
}
