import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBoundaries } from './check-boundaries.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'deskfleet-boundaries-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), content);
}

const SERVER = 'packages/server/src';
const WEB = 'packages/web/src';

describe('an import', () => {
  it.each([
    // file, what it imports, the rule that this breaks
    ['packages/protocol/src/a.ts', "import { readFile } from 'node:fs/promises';", 'imports nothing of Node'],
    [
      'packages/protocol/src/a.ts',
      "import '@deskfleet/catalog';",
      'packages/protocol imports no other workspace',
    ],
    ['packages/catalog/src/a.ts', "import type { Stats } from 'node:fs';", 'imports nothing of Node'],
    ['packages/catalog/src/a.ts', "import { isUtf8 } from 'node:buffer';", 'imports nothing of Node'],
    [
      'packages/catalog/src/a.ts',
      "import type { A } from '@deskfleet/protocol';",
      'packages/catalog imports no other workspace',
    ],
    [
      'packages/simulator/src/a.ts',
      "import '@deskfleet/server';",
      'packages/simulator imports only protocol, catalog',
    ],
    [
      'packages/server/src/main.ts',
      "import '@deskfleet/simulator';",
      'packages/server imports only protocol, catalog',
    ],
    [
      'packages/server/src/main.ts',
      "await import('@deskfleet/web');",
      'packages/server imports only protocol, catalog',
    ],
    [
      'packages/web/src/main.ts',
      "import { a } from '@deskfleet/protocol';",
      'packages/web imports no other workspace at run time',
    ],
    [
      'packages/web/src/main.tsx',
      "import { parameters } from '@deskfleet/catalog';",
      'packages/web imports no other workspace at run time',
    ],
    [
      'packages/simulator/src/a.ts',
      "import '../../protocol/src/a.ts';",
      'a relative import never leaves its package (packages/simulator)',
    ],
    [
      'bench/src/a.ts',
      "import '../../packages/server/src/app.ts';",
      'a relative import never leaves its package (bench)',
    ],
    ['scripts/a.ts', "export * from '@deskfleet/protocol';", 'scripts imports no other workspace'],
    [
      `${SERVER}/infra/db/a.ts`,
      "import '../../features/clients/index.ts';",
      'infra <- migrations, features <- device-endpoint <- app',
    ],
    [
      `${SERVER}/infra/db/a.ts`,
      "import '../../process/serve.ts';",
      'infra <- migrations, features <- device-endpoint <- app',
    ],
    [
      `${SERVER}/infra/db/a.ts`,
      "type A = import('../../app.ts').A;",
      'infra <- migrations, features <- device-endpoint <- app',
    ],
    [
      `${SERVER}/features/jobs/a.ts`,
      "import '../../device-endpoint/a.ts';",
      'infra <- migrations, features <- device-endpoint <- app',
    ],
    [
      `${SERVER}/features/jobs/a.test.ts`,
      "import '../../app.ts';",
      'infra <- migrations, features <- device-endpoint <- app',
    ],
    [
      `${SERVER}/device-endpoint/a.ts`,
      "import '../main.ts';",
      'infra <- migrations, features <- device-endpoint <- app',
    ],
    [`${SERVER}/migrations/0001-a.ts`, "import '../features/jobs/index.ts';", 'migrations know no feature'],
    [
      `${SERVER}/features/jobs/a.ts`,
      "import '../clients/clients.queries.ts';",
      'the feature clients is imported through its index.ts only',
    ],
    [
      `${SERVER}/device-endpoint/a.ts`,
      "export { a } from '../features/jobs/a.ts';",
      'the feature jobs is imported through its index.ts only',
    ],
    [
      `${SERVER}/features/jobs/a.ts`,
      "import '../../../test/support/a.ts';",
      'only tests import what stands in test/',
    ],
    [
      `${WEB}/features/jobs/a.tsx`,
      "import { A } from '../clients/client-row.tsx';",
      'the feature clients is imported through its index.ts only',
    ],
    [
      `${WEB}/features/jobs/a.tsx`,
      "import '../clients/i18n/de.ts';",
      'the feature clients is imported through its index.ts only',
    ],
    [`${WEB}/features/jobs/a.tsx`, "import '../../app/router.tsx';", 'api, shared <- features <- app'],
    [`${WEB}/shared/a.tsx`, "import '../features/jobs/index.ts';", 'api, shared <- features <- app'],
  ])('in %s of the form %s is refused', async (file, statement, rule) => {
    await put(file, `// first line\n${statement}\n`);
    const problems = checkBoundaries(root);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${file}:2 imports "`);
    expect(problems[0]).toContain(rule);
  });

  it.each([
    ['packages/protocol/src/a.test.ts', "import { readFile } from 'node:fs/promises';"],
    ['packages/protocol/src/a.ts', "import { SaxesParser } from 'saxes';"],
    ['packages/protocol/src/a.ts', "import { isUtf8 } from 'node:buffer';"],
    ['packages/simulator/src/a.ts', "import '@deskfleet/catalog'; import 'node:https';"],
    [
      'packages/server/test/a.test.ts',
      "import '@deskfleet/simulator'; import '../src/features/jobs/jobs.queries.ts';",
    ],
    ['packages/web/src/a.ts', "import type { A } from '@deskfleet/catalog';"],
    ['packages/web/src/a.ts', "import { validateWire } from '@deskfleet/catalog/codec';"],
    ['bench/src/a.ts', "import '@deskfleet/server'; import '@deskfleet/simulator';"],
    [
      `${SERVER}/app.ts`,
      "import './device-endpoint/index.ts'; import './features/jobs/index.ts'; import './migrations/index.ts';",
    ],
    [
      `${SERVER}/device-endpoint/dialogue/a.ts`,
      "import '../../features/jobs/index.ts'; import '../../infra/db/a.ts';",
    ],
    [`${SERVER}/features/jobs/inner/a.ts`, "import '../jobs.queries.ts'; import '../../clients/index.ts';"],
    [`${SERVER}/features/jobs/a.test.ts`, "import '../../../test/support/a.ts';"],
    [`${WEB}/features/jobs/a.tsx`, "import '../clients'; import '../../shared/a.tsx'; import './jobs.css';"],
    [
      `${SERVER}/process/serve.ts`,
      "import '../app.ts'; import '../infra/db/a.ts'; import '../features/jobs/index.ts';",
    ],
    [`${WEB}/app/i18n/de.ts`, "import '../../features/jobs/i18n/de.ts';"],
    [`${WEB}/main.ts`, "import './app/router.tsx'; import './features/jobs/index.ts';"],
    ['scripts/a.ts', "// import '@deskfleet/server';\nconst text = `import '@deskfleet/server'`;"],
  ])('in %s of the form %s is allowed', async (file, statement) => {
    await put(`${WEB}/features/clients/index.tsx`, '');
    await put(file, statement);
    expect(checkBoundaries(root)).toEqual([]);
  });
});

describe('a circle of imports', () => {
  it('is refused with all its files, also when only types go round', async () => {
    await put('packages/protocol/src/a.ts', "import './b.ts';");
    await put('packages/protocol/src/b.ts', "import './c.ts';\nimport type { C } from './c.ts';");
    await put('packages/protocol/src/c.ts', "\n\nexport type { A } from './a.ts';");
    expect(checkBoundaries(root)).toEqual([
      'packages/protocol/src/a.ts:1 begins a circle of imports: packages/protocol/src/a.ts -> packages/protocol/src/b.ts -> packages/protocol/src/c.ts -> packages/protocol/src/a.ts',
    ]);
  });

  it('is found behind files that take no part in it, and in a file that imports itself', async () => {
    await put('bench/src/a.ts', "import './b.ts'; import './leaf.ts';");
    await put('bench/src/b.ts', "import './leaf.ts'; import './c.ts';");
    await put('bench/src/c.ts', "import './b.ts';");
    await put('bench/src/leaf.ts', '');
    await put('bench/src/self.ts', "import './self.ts';");
    const problems = checkBoundaries(root);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/c\.ts:1 .*|b\.ts:1 /);
    expect(problems[1]).toContain('bench/src/self.ts -> bench/src/self.ts');
  });

  it('is not seen where two files merely import the same', async () => {
    await put('bench/src/a.ts', "import './b.ts'; import './c.ts';");
    await put('bench/src/b.ts', "import './d.ts';");
    await put('bench/src/c.ts', "import './d.ts';");
    await put('bench/src/d.ts', '');
    expect(checkBoundaries(root)).toEqual([]);
  });
});

it('names the file that cannot be parsed', async () => {
  await put('bench/src/a.ts', 'import {');
  expect(() => checkBoundaries(root)).toThrow('bench/src/a.ts: ');
});
