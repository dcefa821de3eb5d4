import type { ReactNode } from 'react';

/** Technical text: numbers, addresses, item names, versions. */
export function Mono({ children }: { children: ReactNode }) {
  return <span className="df-mono">{children}</span>;
}
