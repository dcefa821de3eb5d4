import { useSyncExternalStore } from 'react';

let followed: ReadonlyMap<string, readonly string[]> = new Map();
const listeners = new Set<() => void>();
const NONE: readonly string[] = [];

function publish(scope: string, jobs: readonly string[]): void {
  const next = new Map(followed);
  if (jobs.length === 0) next.delete(scope);
  else next.set(scope, jobs);
  followed = next;
  for (const notify of listeners) notify();
}

/** Shows a job's progress in the area from which it was ordered, newest first, until it is put away. */
export function followJob(scope: string, jobId: string): void {
  publish(scope, [jobId, ...(followed.get(scope) ?? NONE)].slice(0, 3));
}

export function unfollowJob(scope: string, jobId: string): void {
  publish(
    scope,
    (followed.get(scope) ?? NONE).filter((id) => id !== jobId),
  );
}

export function useFollowedJobs(scope: string): readonly string[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => followed.get(scope) ?? NONE,
  );
}
