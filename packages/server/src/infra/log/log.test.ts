import { expect, it } from 'vitest';
import { createLogger } from './index.ts';

it('an error of the database is told with its message and code, and without the connection that it came over', () => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line) => void lines.push(line) });
  const client = { parsedStatements: { 'open-targets': 'select 1' } };
  const error = Object.assign(new Error('terminating connection'), { code: '57P01', client });
  log.warn({ err: error }, 'a connection to the database was lost');
  const [line = ''] = lines;
  expect(JSON.parse(line)).toMatchObject({
    level: 'warn',
    err: { type: 'Error', message: 'terminating connection', code: '57P01', stack: error.stack },
  });
  expect(line).not.toContain('open-targets');
});
