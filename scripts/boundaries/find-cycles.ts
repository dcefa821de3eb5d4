import type { Import } from './read-imports.ts';

/**
 * Finds files that import each other in a circle.
 *
 * @returns for every group of such files one circle, as the imports that it consists of
 */
export function findCycles(imports: readonly Import[]): Import[][] {
  const bySource = Map.groupBy(
    imports.filter((one) => one.target !== undefined),
    (one) => one.file,
  );
  const done = new Set<string>();
  const cycles: Import[][] = [];

  for (const start of bySource.keys()) {
    if (done.has(start)) continue;
    // Depth first without recursion: `path` leads from `start` to the file whose imports are looked at.
    const path: Import[] = [];
    const open = new Map([[start, 0]]);
    const pending = [[...(bySource.get(start) ?? [])]];
    while (pending.length > 0) {
      const next = pending.at(-1)?.shift();
      if (next === undefined) {
        pending.pop();
        const left = path.pop()?.target ?? start;
        open.delete(left);
        done.add(left);
        continue;
      }
      const target = next.target ?? '';
      const depth = open.get(target);
      if (depth !== undefined) cycles.push([...path.slice(depth), next]);
      else if (!done.has(target)) {
        path.push(next);
        open.set(target, path.length);
        pending.push([...(bySource.get(target) ?? [])]);
      }
    }
  }
  return cycles;
}
