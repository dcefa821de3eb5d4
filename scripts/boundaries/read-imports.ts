import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync, Visitor } from 'vite';

/** One `import`, `export … from`, `import()` or `import('…')` in a type. */
export interface Import {
  /** Paths are relative to the root, with `/`. */
  readonly file: string;
  readonly line: number;
  /** What stands between the quotes. */
  readonly specifier: string;
  /** The file that a relative specifier leads to. */
  readonly target: string | undefined;
  /** Whether nothing of it is left when the program runs. */
  readonly typeOnly: boolean;
}

const SOURCE = /\.(ts|tsx|mts|js|mjs)$/;
const SKIPPED = new Set(['node_modules', 'dist', 'data', '.git', '.ci', 'docs', 'public']);

/** All source files below the root, those of tests and tools included. */
export function listSources(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listSources(root, path);
    return SOURCE.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

/** Reads the imports of a file; throws `SyntaxError` where it cannot be parsed. */
export function readImports(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const { program, errors } = parseSync(file, text);
  const [error] = errors;
  if (error) throw new SyntaxError(`${file}: ${error.message}`);

  const imports: Import[] = [];
  const add = (node: { value: unknown; start: number }, typeOnly: boolean): void => {
    if (typeof node.value !== 'string') return;
    imports.push({
      file,
      line: text.slice(0, node.start).split('\n').length,
      specifier: node.value,
      target: node.value.startsWith('.') ? resolveRelative(root, file, node.value) : undefined,
      typeOnly,
    });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => node.source && add(node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => node.source.type === 'Literal' && add(node.source, false),
    TSImportType: (node) => add(node.source, true),
  }).visit(program);
  return imports;
}

function resolveRelative(root: string, file: string, specifier: string): string {
  const path = posix.join(posix.dirname(file), specifier.replace(/[?#].*$/, ''));
  if (SOURCE.test(path)) return path;
  // Bundled sources may leave the extension out.
  const candidates = ['.ts', '.tsx', '/index.ts', '/index.tsx'].map((end) => `${path}${end}`);
  return candidates.find((one) => isFile(join(root, one))) ?? path;
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
