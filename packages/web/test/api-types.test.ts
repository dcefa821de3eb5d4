import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const WEB = dirname(dirname(fileURLToPath(import.meta.url)));
const GENERATOR = join(
  dirname(fileURLToPath(import.meta.resolve('openapi-typescript/package.json'))),
  'bin/cli.js',
);

/** What a program prints, given its input; fails with what it complains of. */
function run(script: string, input = ''): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    cwd: WEB,
    input,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

it('uses the API types of the server as it is; else run "npm run api-types -w @deskfleet/web"', () => {
  const description = run(join(WEB, '../server/src/print-openapi.ts'));
  const types = run(GENERATOR, description);
  expect(types.trim()).toBe(readFileSync(join(WEB, 'src/api/generated/schema.d.ts'), 'utf8').trim());
});
