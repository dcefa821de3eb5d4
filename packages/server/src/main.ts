import cluster from 'node:cluster';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Before anything is loaded: half of a start would be reading the same modules as the last time. Where the folder cannot be
// written, everything goes on without. Workers leave it alone, for all of them would write the same at their end.
if (cluster.isPrimary) {
  enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/deskfleet', import.meta.url)));
}
const { run } = await import('./process/run.ts');
await run();
