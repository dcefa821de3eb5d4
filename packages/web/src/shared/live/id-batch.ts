/** Ids that changed, or "all" when there were too many to name. */
export type ChangedIds = ReadonlySet<string> | 'all';

/**
 * Collects changed ids and hands them on at once and then at most once per interval, so that a storm of news
 * costs a browser no more than a steady trickle.
 */
export function createIdBatch(flush: (ids: ChangedIds) => void, intervalMs: number) {
  let waiting: Set<string> | 'all' | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = (): void => {
    timer = undefined;
    if (waiting === null) return;
    const ids = waiting;
    waiting = null;
    timer = setTimeout(run, intervalMs);
    flush(ids);
  };

  return (ids: readonly string[] | 'all'): void => {
    if (ids === 'all') waiting = 'all';
    else if (waiting !== 'all') waiting = new Set([...(waiting ?? []), ...ids]);
    if (timer === undefined) run();
  };
}
