import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Before anything is loaded: a third of a start would be reading the same modules as the last time. Where the folder cannot be
// written, everything goes on without.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/deskfleet', import.meta.url)));
const { run } = await import('./process/run.ts');
await run();
