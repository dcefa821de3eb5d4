import { useEffect, useRef, useState } from 'react';

/**
 * Which rows changed since they were last shown, so that they can flash once.
 *
 * Unchanged rows stay the same objects when a list is read again, so a new object with a known id is a changed row.
 * Another page or filter is no change.
 *
 * @param listKey - what the list shows
 * @returns for each id how often it has changed
 */
export function useFlashes<T extends { id: string }>(
  rows: readonly T[],
  listKey: string,
): ReadonlyMap<string, number> {
  const before = useRef<{ key: string; rows: Map<string, T> }>({ key: '', rows: new Map() });
  const [flashes, setFlashes] = useState<ReadonlyMap<string, number>>(new Map());

  useEffect(() => {
    const known = before.current.key === listKey ? before.current.rows : null;
    before.current = { key: listKey, rows: new Map(rows.map((row) => [row.id, row])) };
    if (known === null) {
      setFlashes(new Map());
      return;
    }
    const changed = rows.filter((row) => known.has(row.id) && known.get(row.id) !== row);
    // Rows that come to the top of the page by a new contact have changed as well.
    const arrived = known.size === 0 ? [] : rows.filter((row) => !known.has(row.id));
    if (changed.length + arrived.length === 0) return;
    setFlashes((counts) => {
      const next = new Map(counts);
      for (const row of [...changed, ...arrived]) next.set(row.id, (counts.get(row.id) ?? 0) + 1);
      return next;
    });
  }, [rows, listKey]);

  return flashes;
}
