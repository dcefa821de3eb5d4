import { chmod, lstat, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPostgresBinaries, linkLibraries } from './binaries.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskfleet-package-'));
  await mkdir(join(folder, 'native', 'lib'), { recursive: true });
  await writeFile(join(folder, 'native', 'lib', 'libpq.so.5.18'), 'library');
  await writeFile(
    join(folder, 'native', 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  );
});
afterEach(async () => {
  await chmod(join(folder, 'native', 'lib'), 0o755);
  await rm(folder, { recursive: true });
});

describe('the installed PostgreSQL', () => {
  it('is found with its programs', async () => {
    const { root } = await findPostgresBinaries();
    for (const program of ['initdb', 'postgres'])
      expect((await lstat(join(root, 'bin', program))).mode & 0o111).not.toBe(0);
  });

  it('gets the library links that npm left out, once and however many start at the same time', async () => {
    await Promise.all([linkLibraries(folder), linkLibraries(folder), linkLibraries(folder)]);
    await linkLibraries(folder);
    expect(await readFile(join(folder, 'native', 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
  });

  it.skipIf(process.getuid?.() === 0)('says what to do where the links cannot be made', async () => {
    await chmod(join(folder, 'native', 'lib'), 0o555);
    await expect(linkLibraries(folder)).rejects.toThrow(/lacks its library links.*npm rebuild/);
  });
});
