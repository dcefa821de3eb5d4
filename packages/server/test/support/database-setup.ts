import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDatabaseServer } from '../../src/infra/database-server/index.ts';
import { dropTestDatabases, type TestDatabaseHost } from './test-database.ts';

/** Folders of test clusters: the number is the process id of the test run. */
const FOLDER = /^deskfleet-test-(\d+)-/;

/**
 * Vitest's global setup of the server's tests: one PostgreSQL for the whole run, the embedded one or the one that
 * `DESKFLEET_TEST_DATABASE_URL` names (its role must be allowed to create databases).
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const prefix = `deskfleet_test_${process.pid}_${randomBytes(3).toString('hex')}_`;
  const externalUrl = process.env['DESKFLEET_TEST_DATABASE_URL'];
  if (externalUrl !== undefined && externalUrl !== '') {
    const host: TestDatabaseHost = { administratorUrl: externalUrl, ownerUrl: externalUrl, prefix };
    project.provide('testDatabaseHost', host);
    return () => dropTestDatabases(host);
  }

  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `deskfleet-test-${process.pid}-`));
  const server = await startDatabaseServer(join(folder, 'database'), {
    ownFolders: [folder],
    durable: false,
  });
  project.provide('testDatabaseHost', {
    administratorUrl: server.administratorUrl,
    ownerUrl: server.url,
    prefix,
  });
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  };
}

/** Test runs that were killed could not stop their database. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = FOLDER.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    // Starting it stops the orphan first, with all its care for what is ours and what is not.
    const server = await startDatabaseServer(join(folder, 'database'), { durable: false }).catch(
      () => undefined,
    );
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
