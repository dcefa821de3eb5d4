import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { atEnd, cleanUpAfterEach, startServer } from './kit.ts';
import { CLEAN_UP } from './scripted-server.ts';

cleanUpAfterEach();

/** Two runs of these tests at a time must not take each other's addresses. */
function baseAddress(block: number): string {
  return `127.${100 + (process.pid % 100)}.${((process.pid >> 7) % 64) + block * 64}.1`;
}

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command; `onSay` is called with what it has said so far and may stop it. */
function run(args: readonly string[], onSay?: (said: string, stop: () => void) => void): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    atEnd(async () => child.kill('SIGKILL'));
    let output = '';
    let errors = '';
    child.stdout.on('data', (text) => {
      output += String(text);
    });
    child.stderr.on('data', (text) => {
      errors += String(text);
      onSay?.(errors, () => child.kill('SIGINT'));
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output, errors }));
  });
}

describe('npm run phones', () => {
  it('runs phones until Ctrl+C and prints a summary', async () => {
    const server = await startServer();
    let busy = 0;
    let isWatching = false;
    server.script = ({ message }) => {
      if (message.reason === 'start-up' || message.reason === 'solicited') {
        return { action: 'WriteItems', items: [{ name: 'reg-addr', value: '192.0.2.99' }] };
      }
      if (message.reason !== 'reply-to' || message.status !== 'busy') return CLEAN_UP;
      busy += 1;
      return { action: 'CleanUp', items: [{ name: 'send-solicited', value: 'true' }] };
    };
    const result = await run(
      [
        ...[
          '--count',
          '5',
          '--server',
          server.url,
          '--base-address',
          baseAddress(0),
          '--boot-window',
          '0',
          '--boot-time',
          '0',
        ],
        ...['--busy', '1@100ms', '--refuse', 'reg-addr=2', '--json'],
      ],
      (said, stop) => {
        if (isWatching || !said.includes('stored reg-addr')) return;
        isWatching = true;
        const timer = setInterval(() => {
          if (server.contacts.length < 12 || server.openConnections > 0) return;
          clearInterval(timer);
          stop();
        }, 10);
      },
    );

    expect(result.code).toBe(0);
    expect(busy).toBe(1);
    expect(result.errors).toMatch(
      /phone 1 \(498970000001, 00:1A:E8:[0-9A-F:]{8}, OpenScape Desk Phone CP410, 127\.\d+\.\d+\.1\) answered busy/,
    );
    expect(result.errors).toMatch(/phone 2 \(.*\) will refuse reg-addr: read only/);
    expect(JSON.parse(result.output)).toMatchObject({
      phones: 5,
      contacts: { 'start-up': 5, 'reply-to': 6, solicited: 1 },
      valuesWritten: 4,
      refusals: { 'read only': 1 },
      busyAnswers: 1,
      errors: {},
    });
  });

  it('stops after its time and prints the summary for people', async () => {
    const server = await startServer();
    const result = await run([
      ...[
        '--count',
        '2',
        '--server',
        server.url,
        '--base-address',
        baseAddress(1),
        '--boot-time',
        '0',
        '--boot-window',
        '0',
        '--duration',
        '3s',
      ],
    ]);

    expect(result.code).toBe(0);
    expect(result.output).toMatch(/^phones {12}2, for 3(\.\d)? s\ncontacts {10}2: start-up 2\n/);
    expect(result.output).toMatch(/answer time {7}p50 [\d.]+ ms, p99 [\d.]+ ms, longest [\d.]+ ms\n$/);
  });

  it.each([
    [['--count', 'many'], '--count must be a whole number from 1 to 100000, not "many".'],
    [['--cuont', '5'], "Unknown option '--cuont'; see --help."],
    [['--count'], "Option '--count <value>' argument missing; see --help."],
    [
      ['--server', 'localhost'],
      'The server must be an HTTPS address such as https://localhost:18443, not "localhost".',
    ],
    [['--base-address', '127.0.0.0'], 'The base address must be like 127.10.0.1, not "127.0.0.0".'],
  ])('refuses %j with one sentence and exit code 2', async (args, sentence) => {
    const result = await run(args);

    expect(result).toEqual({ code: 2, output: '', errors: `${sentence}\n` });
  });

  it('says in one sentence that an address is taken', async () => {
    const server = await startServer();
    const result = await run([
      ...[
        '--count',
        '1',
        '--server',
        server.url,
        '--base-address',
        '127.0.0.1',
        '--contact-port',
        String(server.port),
      ],
    ]);

    expect(result.code).toBe(1);
    expect(result.errors).toContain(
      `Something already listens on 127.0.0.1:${server.port}; stop the other phones or choose another base address.\n`,
    );
  });

  it('explains itself', async () => {
    const result = await run(['--help']);

    expect(result.code).toBe(0);
    for (const option of ['--count', '--mix', '--faults', '--busy', '--refuse', '--contact-gap']) {
      expect(result.output).toContain(option);
    }
  });
});
