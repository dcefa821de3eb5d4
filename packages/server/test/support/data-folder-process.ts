import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDataFolder } from '../../src/infra/data-folder/index.ts';

// A server process reduced to its data folder, for tests that race or kill it or run it as another user.
// Arguments: the folder, the version, then optionally the time to begin at (milliseconds since 1970).
// Prints one line of JSON when it has the folder or was refused; gives the folder back on SIGTERM.
const [path, version, begin] = process.argv.slice(2);
if (path === undefined || version === undefined) throw new RangeError('Folder and version are missing');

function say(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

if (begin !== undefined) await sleep(Number(begin) - Date.now());
try {
  const folder = await openDataFolder(path, { version });
  const key = await folder.readSecretKey();
  const waiting = setInterval(() => {}, 1_000);
  const terminated = once(process, 'SIGTERM');
  say({ event: 'open', key: Buffer.from(key).toString('hex') });
  await terminated;
  folder.release();
  clearInterval(waiting);
} catch (error) {
  say({ event: 'refused', name: error instanceof Error ? error.name : '', message: String(error) });
}
