import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../support/running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const setLevel = (logLevel: string | null) => server.api.send('PATCH', '/settings', { server: { logLevel } });

test('the log level of the settings holds on every node at once, also on one that starts later, until it is taken back', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  await server.anotherNode({ log });
  const told = () => lines.filter((line) => line.includes('the log level was changed'));
  log.info('not written');
  expect(lines.join('')).not.toContain('not written');

  await setLevel('debug');
  await expect.poll(() => log.level, { timeout: 1_000 }).toBe('debug');
  log.debug('written');
  expect(lines.join('')).toContain('written');
  expect(told()).toHaveLength(1);

  await setLevel('error');
  await expect.poll(() => log.level, { timeout: 1_000 }).toBe('error');
  expect(told()).toHaveLength(2);
  await expect
    .poll(() => server.logged())
    .toContain('"logLevel":"error","msg":"the log level was changed in the settings"');

  const late = pino({ level: 'trace' }, { write: () => {} });
  await server.anotherNode({ log: late });
  expect(late.level).toBe('error');

  await setLevel(null);
  await expect.poll(() => [log.level, late.level], { timeout: 1_000 }).toEqual(['warn', 'trace']);
});
