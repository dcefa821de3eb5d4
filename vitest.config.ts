import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Vitest leaves one processor free by default; with two that halves the speed, though tests mostly wait.
const maxWorkers = Math.max(2, availableParallelism() - 1);
// What is polled for comes soon; how soon says nothing when the machine does other work as well.
const limits = { testTimeout: 30_000, hookTimeout: 60_000, expect: { poll: { timeout: 10_000 } } };

export default defineConfig({
  test: {
    maxWorkers,
    // The server's tests are a project of their own, because only they need a PostgreSQL: it starts when one of them runs.
    projects: [
      {
        test: {
          ...limits,
          name: 'server',
          include: ['packages/server/{src,test}/**/*.test.ts'],
          globalSetup: ['packages/server/test/support/database-setup.ts'],
        },
      },
      {
        test: {
          ...limits,
          name: 'other',
          include: [
            'packages/{protocol,catalog,simulator,web}/{src,test}/**/*.test.{ts,tsx}',
            'bench/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
        },
      },
    ],
  },
});
