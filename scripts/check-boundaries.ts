import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCycles } from './boundaries/find-cycles.ts';
import { listSources, readImports } from './boundaries/read-imports.ts';
import { findBrokenRule } from './boundaries/rules.ts';

/** Checks who imports whom below the root; returns one line for each import that breaks a rule. */
export function checkBoundaries(root: string): string[] {
  const imports = listSources(root).flatMap((file) => readImports(root, file));
  const broken = imports.flatMap((one) => {
    const rule = findBrokenRule(one);
    return rule === undefined ? [] : [`${one.file}:${one.line} imports "${one.specifier}": ${rule}`];
  });
  const circles = findCycles(imports).map((circle) => {
    const [first] = circle;
    return `${first?.file}:${first?.line} begins a circle of imports: ${[first?.file, ...circle.map(({ target }) => target)].join(' -> ')}`;
  });
  return [...broken, ...circles];
}

if (import.meta.main) {
  const problems = checkBoundaries(dirname(dirname(fileURLToPath(import.meta.url))));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
