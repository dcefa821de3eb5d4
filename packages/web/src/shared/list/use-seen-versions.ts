import { useState } from 'react';

interface VersionedRow {
  id: string;
  version: number;
}

/**
 * The versions of rows as they were when a dialog about them was opened: what somebody else makes of them while it is open is not
 * what was confirmed, and the server refuses it with the name of who did it.
 */
export function useSeenVersions(rows: readonly VersionedRow[]): Record<string, number> {
  const [versions] = useState(() => Object.fromEntries(rows.map(({ id, version }) => [id, version])));
  return versions;
}
