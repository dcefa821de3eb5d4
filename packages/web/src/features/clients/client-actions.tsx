import { type ReactNode, Suspense, useState } from 'react';
import type { ClientScope } from '../../api/types.ts';
import { lazyComponent } from '../../shared/components/lazy-component.ts';

export type ClientAction = 'refresh-data' | 'restart' | 'factory-reset' | 'delete';

/** What an action is for. */
export interface ActionSubject {
  scope: ClientScope;
  count: number;
  /** Name of a single client. */
  name: string | null;
}

export interface ActionRequest {
  action: ClientAction;
  subject: ActionSubject;
  onDone?: () => void;
}

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
