import { useSyncExternalStore } from 'react';
import type { StreamStatus } from '../../api/change-stream.ts';

let status: StreamStatus = 'connecting';
const listeners = new Set<() => void>();

export function setLiveStatus(next: StreamStatus): void {
  if (next === status) return;
  status = next;
  for (const notify of listeners) notify();
}

/** Whether news from the server arrive at the moment. */
export function useLiveStatus(): StreamStatus {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => status,
  );
}
