import { Suspense, useSyncExternalStore } from 'react';
import { sessionGate } from '../../api/session-gate.ts';
import { lazyComponent } from '../../shared/components/lazy-component.ts';

const ExpiredSessionDialog = lazyComponent(
  async () => (await import('./expired-session-dialog.tsx')).ExpiredSessionDialog,
);

/** Asks to sign in again, on top of the page, when a request found the session ended. */
export function ExpiredSession() {
  const closed = useSyncExternalStore(sessionGate.subscribe, sessionGate.isClosed);
  if (!closed) return null;
  return (
    <Suspense fallback={null}>
      <ExpiredSessionDialog />
    </Suspense>
  );
}
