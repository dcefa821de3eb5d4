import { type ReactNode, Suspense, useState } from 'react';
import type { Client } from '../../api/types.ts';
import { lazyComponent } from '../../shared/components/lazy-component.ts';
import type { ActionRequest, ActionSubject, ClientAction } from './client-action.ts';

const ClientActionDialog = lazyComponent(
  async () => (await import('./client-action-dialog.tsx')).ClientActionDialog,
);

const CopyClientDialog = lazyComponent(
  async () => (await import('./copy-client-dialog.tsx')).CopyClientDialog,
);

/** Actions on clients with their confirmations; render `dialog` once in the page. */
export function useClientActions(): {
  ask: (action: ClientAction, subject: ActionSubject, onDone?: () => void) => void;
  copy: (client: Client) => void;
  dialog: ReactNode;
} {
  const [request, setRequest] = useState<ActionRequest | null>(null);
  const [copied, setCopied] = useState<Client | null>(null);
  return {
    ask: (action, subject, onDone) =>
      setRequest({ action, subject, ...(onDone === undefined ? {} : { onDone }) }),
    copy: setCopied,
    dialog: (
      <Suspense fallback={null}>
        {request === null ? null : <ClientActionDialog request={request} onClose={() => setRequest(null)} />}
        {copied === null ? null : <CopyClientDialog client={copied} onClose={() => setCopied(null)} />}
      </Suspense>
    ),
  };
}
