import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { type OpeningLimits, OpeningLine, OverloadError } from './opening-line.ts';

const lines: OpeningLine[] = [];
afterEach(() => {
  for (const line of lines.splice(0)) line.stop();
});

/** So that the event loop is late whatever happens. */
const ALWAYS_LATE = -60_000;

/** Not told that the event loop is late unless a test says so: the machine may do other work as well. */
function aLine(limits: Partial<OpeningLimits>): OpeningLine {
  const line = new OpeningLine({ maxLagMs: 60_000, ...limits });
  lines.push(line);
  return line;
}

/** A phone whose message is at work and would begin a dialogue. */
function arrive(line: OpeningLine, name: string, entered: string[], isGone = () => false): Promise<unknown> {
  line.begin();
  const turn = async () => {
    await line.enter(isGone);
    entered.push(name);
  };
  return turn().catch((error: unknown) => error);
}

describe('a phone that would begin a dialogue', () => {
  test('does not wait while there is little to do', async () => {
    const line = aLine({ maxBusy: 2 });
    const entered: string[] = [];
    await Promise.all([arrive(line, 'a', entered), arrive(line, 'b', entered)]);
    expect(entered).toEqual(['a', 'b']);
    expect(line.waiting).toBe(0);
  });

  test('waits for its turn, in the order of arrival, until those at work are done', async () => {
    const line = aLine({ maxBusy: 1 });
    const entered: string[] = [];
    const arrived = ['a', 'b', 'c'].map((name) => arrive(line, name, entered));
    await arrived[0];
    expect(entered).toEqual(['a']);
    expect(line.waiting).toBe(2);
    line.end();
    await arrived[1];
    expect(entered).toEqual(['a', 'b']);
    line.end();
    await arrived[2];
    expect(entered).toEqual(['a', 'b', 'c']);
    line.end();
    expect(line.waiting).toBe(0);
  });

  test('waits for messages of dialogues that have begun, and these never wait', async () => {
    const line = aLine({ maxBusy: 2 });
    const entered: string[] = [];
    for (let message = 0; message < 3; message += 1) line.begin();
    const arrived = arrive(line, 'a', entered);
    line.end();
    expect(line.waiting).toBe(1);
    line.end();
    await arrived;
    expect(entered).toEqual(['a']);
  });

  test('waits while the event loop is late, and no longer', async () => {
    const line = aLine({ maxLagMs: 100 });
    const entered: string[] = [];
    const untilMs = performance.now() + 500;
    while (performance.now() < untilMs);
    const arrived = arrive(line, 'a', entered);
    expect(line.waiting).toBe(1);
    await arrived;
    expect(entered).toEqual(['a']);
  });

  test('is asked to come again when too many wait already, or it has waited too long', async () => {
    const line = aLine({ maxBusy: 1, maxWaiting: 1, maxWaitMs: 20 });
    const entered: string[] = [];
    const [, waiting, beyond] = ['a', 'b', 'c'].map((name) => arrive(line, name, entered));
    expect(await beyond).toBeInstanceOf(OverloadError);
    expect(await waiting).toBeInstanceOf(OverloadError);
    expect(entered).toEqual(['a']);
    for (let ended = 0; ended < 3; ended += 1) line.end();
    await arrive(line, 'd', entered);
    expect(entered).toEqual(['a', 'd']);
  });

  test('takes no turn when it has gone meanwhile', async () => {
    const line = aLine({ maxBusy: 1 });
    const entered: string[] = [];
    let isGone = false;
    const first = arrive(line, 'a', entered);
    const gone = arrive(line, 'b', entered, () => isGone);
    const last = arrive(line, 'c', entered);
    await first;
    isGone = true;
    line.end();
    expect(await gone).toBeInstanceOf(OverloadError);
    line.end();
    await last;
    expect(entered).toEqual(['a', 'c']);
  });

  test('is asked to come again when the server stops, also one that comes then', async () => {
    const line = aLine({ maxBusy: 1 });
    const entered: string[] = [];
    const [, waiting] = ['a', 'b'].map((name) => arrive(line, name, entered));
    line.stop();
    expect(await waiting).toBeInstanceOf(OverloadError);
    expect(await arrive(line, 'c', entered)).toBeInstanceOf(OverloadError);
    expect(entered).toEqual(['a']);
  });

  test('is one of a limited number that begin in the same moment', async () => {
    const line = aLine({ maxBusy: 1_000 });
    const entered: string[] = [];
    for (let message = 0; message < 1_001; message += 1) line.begin();
    const arrived = Array.from({ length: 100 }, (_, number) => arrive(line, String(number), entered));
    for (let message = 0; message < 1_001; message += 1) line.end();
    await sleep(0);
    expect(entered.length).toBeLessThan(50);
    await Promise.all(arrived);
    expect(entered).toHaveLength(100);
  });
});

describe('a connection', () => {
  const countAdmitted = (line: OpeningLine, address: string) =>
    Array.from({ length: 100 }, () => line.mayConnect(() => address)).filter((may) => may).length;

  test('may always be made while the event loop is in time, and nobody asks from where', () => {
    const line = aLine({ maxLagToConnectMs: 60_000 });
    const asked: string[] = [];
    const addressOf = () => {
      asked.push('192.0.2.1');
      return '192.0.2.1';
    };
    const admitted = Array.from({ length: 100 }, () => line.mayConnect(addressOf));
    expect(admitted).not.toContain(false);
    expect(asked).toEqual([]);
  });

  test('is one of a limited number while it is late, and some of the next moment are admitted again', async () => {
    const line = aLine({ maxLagToConnectMs: ALWAYS_LATE });
    const admitted = countAdmitted(line, '192.0.2.1');
    expect(admitted).toBeGreaterThan(0);
    expect(admitted).toBeLessThan(100);
    await expect.poll(() => line.mayConnect(() => '192.0.2.1')).toBe(true);
  });

  test('of a phone in the middle of its dialogue may always be made', () => {
    const line = aLine({ maxLagToConnectMs: ALWAYS_LATE });
    countAdmitted(line, '192.0.2.1');
    line.answered('192.0.2.2', true);
    expect(countAdmitted(line, '192.0.2.2')).toBe(100);
    line.answered('192.0.2.2', false);
    expect(countAdmitted(line, '192.0.2.2')).toBe(0);
  });
});
