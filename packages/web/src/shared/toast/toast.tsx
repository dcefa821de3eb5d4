import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { i18n } from '../i18n/index.ts';

export interface Toast {
  id: string;
  title?: string;
  message: ReactNode;
}

const SHOWN_MS = 8000;

let wanted = false;
const listeners = new Set<() => void>();

const load = () => import('@mantine/notifications');
const Container = lazy(async () => {
  const [{ Notifications }] = await Promise.all([load(), import('@mantine/notifications/styles.layer.css')]);
  return { default: Notifications };
});

/** Shows a message at the edge of the page for a while; its script is loaded with the first one. */
export async function showToast(toast: Toast): Promise<void> {
  wanted = true;
  for (const notify of listeners) notify();
  const { notifications } = await load();
  notifications.show({
    ...toast,
    autoClose: SHOWN_MS,
    closeButtonProps: { 'aria-label': i18n.t('common.close') },
  });
}

export async function hideToast(id: string): Promise<void> {
  if (!wanted) return;
  const { notifications } = await load();
  notifications.hide(id);
}

/** Where the messages appear; nothing until there is one. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <Container position="bottom-right" containerWidth={360} />
    </Suspense>
  );
}
