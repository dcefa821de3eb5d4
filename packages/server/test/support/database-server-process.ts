import { startDatabaseServer } from '../../src/infra/database-server/index.ts';

// A server process reduced to its embedded database, for tests that kill it or run it as another user.
// Arguments: the database folder, then the folders above it that are the server's own.
// Prints one line of JSON when the database is ready, could not start, or has ended.
const [folder, ...ownFolders] = process.argv.slice(2);
if (folder === undefined) throw new RangeError('The database folder is missing');

function say(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

try {
  const server = await startDatabaseServer(folder, {
    ownFolders,
    log: (line) => void process.stderr.write(`${line}\n`),
  });
  const { url, administratorUrl, pid } = server;
  process.once('SIGTERM', () => void server.stop());
  process.once('SIGUSR2', () => process.exit(7));
  say({ event: 'ready', url, administratorUrl, pid });
  say({ event: 'exited', ...(await server.exited) });
} catch (error) {
  say({ event: 'failed', name: error instanceof Error ? error.name : '', message: String(error) });
}
