import { type ReactNode, Suspense, useState } from 'react';
import { lazyComponent } from '../../shared/components/lazy-component.ts';
import type { ActionRequest, ActionSubject, ClientAction } from './client-action.ts';

const ClientActionDialog = lazyComponent(
  async () => (await import('./client-action-dialog.tsx')).ClientActionDialog,
);

/** Actions on clients with their confirmations; render `dialog` once in the page. */
export function useClientActions(): {
  ask: (action: ClientAction, subject: ActionSubject, onDone?: () => void) => void;
  dialog: ReactNode;
} {
  const [request, setRequest] = useState<ActionRequest | null>(null);
  return {
    ask: (action, subject, onDone) =>
      setRequest({ action, subject, ...(onDone === undefined ? {} : { onDone }) }),
    dialog:
      request === null ? null : (
        <Suspense fallback={null}>
          <ClientActionDialog request={request} onClose={() => setRequest(null)} />
        </Suspense>
      ),
  };
}
