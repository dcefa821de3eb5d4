// Every check of the project, each counted as one test, then the tests. The last line says `N passed, N failed`.
// Arguments go to Vitest: `npm test -- packages/protocol` runs the checks and the tests of that package.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, 'node_modules');
const TSC = join(MODULES, 'typescript', 'bin', 'tsc');
const WEB_TYPES = join(ROOT, 'packages', 'web', 'tsconfig.json');

const checks = [
  { name: 'types', args: [TSC, '--noEmit'] },
  ...(existsSync(WEB_TYPES)
    ? [{ name: 'types of the admin app', args: [TSC, '--noEmit', '-p', WEB_TYPES] }]
    : []),
  {
    name: 'lint and format',
    args: [join(MODULES, '@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'],
  },
  { name: 'import boundaries', args: [join(ROOT, 'scripts', 'check-boundaries.ts')] },
];

const total = { passed: 0, failed: 0, skipped: 0 };
const outcomes = await Promise.all(
  checks.map(async (check) => ({ ...check, ...(await collect(check.args)) })),
);
for (const { name, code, output } of outcomes) {
  if (code === 0) total.passed++;
  else total.failed++;
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  if (code !== 0) console.log(`\n${output.trimEnd()}\n`);
}

const tests = await runTests(process.argv.slice(2));
for (const kind of Object.keys(total)) total[kind] += tests[kind];
if (total.skipped > 0) console.log(`${total.skipped} skipped:\n${tests.skippedNames.join('\n')}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function collect(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.once('close', (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

async function runTests(filters) {
  const folder = mkdtempSync(join(tmpdir(), 'deskfleet-results-'));
  const report = join(folder, 'report.json');
  const vitest = join(MODULES, 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  try {
    const code = await new Promise((resolve) => {
      const args = [vitest, 'run', ...reporters, ...filters];
      spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] }).once(
        'close',
        resolve,
      );
    });
    const counts = existsSync(report)
      ? count(JSON.parse(readFileSync(report, 'utf8')))
      : count({ testResults: [] });
    // An error outside of any test, or no test at all.
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    return counts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function count({ testResults }) {
  const counts = { passed: 0, failed: 0, skipped: 0, skippedNames: [] };
  for (const { name: file, status, assertionResults } of testResults) {
    for (const test of assertionResults) {
      if (test.status === 'passed') counts.passed++;
      else if (test.status === 'failed') counts.failed++;
      else {
        counts.skipped++;
        counts.skippedNames.push(`  ${test.fullName}`);
      }
    }
    // A file that could not be loaded, or whose set-up failed, has failed without a failed test.
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) {
      counts.failed++;
      console.log(`FAILED ${file}`);
    }
  }
  return counts;
}
