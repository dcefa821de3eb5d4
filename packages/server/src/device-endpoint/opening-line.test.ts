import { afterEach, describe, expect, test, vi } from 'vitest';
import { type OpeningLimits, OpeningLine, OverloadError } from './opening-line.ts';

const lines: OpeningLine[] = [];
afterEach(() => {
  for (const line of lines.splice(0)) line.stop();
  vi.useRealTimers();
});

function aLine(limits: Partial<OpeningLimits>): OpeningLine {
  const line = new OpeningLine(limits);
  lines.push(line);
  return line;
}

/** Phones whose names have a dash are behind the address that stands before it. */
const addressOf = (name: string) =>
  name.includes('-') ? name.slice(0, name.indexOf('-')) : `address of ${name}`;

/** A phone whose message would begin a dialogue. */
function arrive(line: OpeningLine, name: string, entered: string[], isGone = () => false): Promise<unknown> {
  const turn = async () => {
    await line.enter({ address: addressOf(name), isGone });
    entered.push(name);
  };
  return turn().catch((error: unknown) => error);
}

/** The message that begins the dialogue of a phone is answered. */
function begin(line: OpeningLine, name: string): void {
  line.answered(name, addressOf(name), true);
  line.leave(addressOf(name));
}

describe('a phone that would begin a dialogue', () => {
  test('does not wait while few are under way', async () => {
    const line = aLine({ maxUnderWay: 2 });
    const entered: string[] = [];
    await Promise.all([arrive(line, 'a', entered), arrive(line, 'b', entered)]);
    expect(entered).toEqual(['a', 'b']);
    expect(line.waiting).toBe(0);
  });

  test('waits for its turn, in the order of arrival, until the dialogues of others have ended', async () => {
    const line = aLine({ maxUnderWay: 1 });
    const entered: string[] = [];
    const arrived = ['a', 'b', 'c'].map((name) => arrive(line, name, entered));
    await arrived[0];
    begin(line, 'a');
    line.answered('a', 'address of a', true);
    expect(entered).toEqual(['a']);
    expect(line.waiting).toBe(2);
    line.answered('a', 'address of a', false);
    await arrived[1];
    expect(entered).toEqual(['a', 'b']);
    begin(line, 'b');
    line.answered('b', 'address of b', false);
    await arrived[2];
    expect(entered).toEqual(['a', 'b', 'c']);
    expect(line.waiting).toBe(0);
  });

  test('waits also for messages that begin a dialogue just now, and not when none came of them', async () => {
    const line = aLine({ maxUnderWay: 1 });
    const entered: string[] = [];
    await arrive(line, 'a', entered);
    const next = arrive(line, 'b', entered);
    expect(line.waiting).toBe(1);
    line.leave(addressOf('a'));
    await next;
    expect(entered).toEqual(['a', 'b']);
  });

  test('does not wait for phones that have been silent for long', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const line = aLine({ maxUnderWay: 2 });
    const entered: string[] = [];
    for (const name of ['a', 'b']) {
      await arrive(line, name, entered);
      begin(line, name);
    }
    const next = arrive(line, 'c', entered);
    vi.advanceTimersByTime(15_000);
    line.answered('b', 'address of b', true);
    expect(line.waiting).toBe(1);
    vi.advanceTimersByTime(6_000);
    await next;
    expect(entered).toEqual(['a', 'b', 'c']);
    const last = arrive(line, 'd', entered);
    begin(line, 'c');
    expect(line.waiting).toBe(1);
    line.answered('b', 'address of b', false);
    await last;
  });

  test('is asked to come again when too many wait already, or it has waited too long', async () => {
    const line = aLine({ maxUnderWay: 1, maxWaiting: 1, maxWaitMs: 20 });
    const entered: string[] = [];
    const [, waiting, beyond] = ['a', 'b', 'c'].map((name) => arrive(line, name, entered));
    expect(await beyond).toBeInstanceOf(OverloadError);
    expect(await waiting).toBeInstanceOf(OverloadError);
    expect(entered).toEqual(['a']);
    for (const name of ['a', 'b', 'c']) line.leave(addressOf(name));
    await arrive(line, 'd', entered);
    expect(entered).toEqual(['a', 'd']);
  });

  test('may wait among as many as got their turn of late, and not among more', async () => {
    const line = aLine({ maxUnderWay: 1_000 });
    const entered: string[] = [];
    for (let place = 0; place < 1_000; place += 1) void arrive(line, 'early', entered);
    const waiting = Array.from({ length: 1_500 }, (_, place) => arrive(line, String(place), entered));
    expect(line.waiting).toBe(1_000);
    expect(await waiting.at(-1)).toBeInstanceOf(OverloadError);
    const small = aLine({ maxUnderWay: 1 });
    for (let place = 0; place < 1_500; place += 1) void arrive(small, String(place), entered);
    expect(small.waiting).toBe(400);
  });

  test('takes no turn when it has gone meanwhile', async () => {
    const line = aLine({ maxUnderWay: 1 });
    const entered: string[] = [];
    let isGone = false;
    const first = arrive(line, 'a', entered);
    const gone = arrive(line, 'b', entered, () => isGone);
    const last = arrive(line, 'c', entered);
    await first;
    isGone = true;
    line.leave(addressOf('a'));
    expect(await gone).toBeInstanceOf(OverloadError);
    line.leave(addressOf('b'));
    await last;
    expect(entered).toEqual(['a', 'c']);
  });

  test('is asked to come again when the server stops, also one that comes then', async () => {
    const line = aLine({ maxUnderWay: 1 });
    const entered: string[] = [];
    const [, waiting] = ['a', 'b'].map((name) => arrive(line, name, entered));
    line.stop();
    expect(await waiting).toBeInstanceOf(OverloadError);
    expect(await arrive(line, 'c', entered)).toBeInstanceOf(OverloadError);
    expect(entered).toEqual(['a']);
  });
});

describe('an address', () => {
  test('has no more than its share of the places, so that its silent phones keep nobody else out', async () => {
    const line = aLine({ maxUnderWay: 4, shareOfAddress: 0.75 });
    const entered: string[] = [];
    const ofOne = ['x-1', 'x-2', 'x-3', 'x-4', 'x-5'].map((name) => arrive(line, name, entered));
    await Promise.all(ofOne.slice(0, 3));
    for (const name of ['x-1', 'x-2', 'x-3']) begin(line, name);
    expect(entered).toEqual(['x-1', 'x-2', 'x-3']);
    expect(line.waiting).toBe(2);
    await arrive(line, 'a', entered);
    expect(entered.at(-1)).toBe('a');
    line.answered('x-2', 'x', false);
    await ofOne[3];
    expect(entered.at(-1)).toBe('x-4');
    expect(line.waiting).toBe(1);
  });

  test('has no more than its share of the line, and connects no more then while others may', async () => {
    const line = aLine({ maxUnderWay: 1, maxWaiting: 4, shareOfAddress: 0.5 });
    const entered: string[] = [];
    const ofOne = ['x-1', 'x-2', 'x-3', 'x-4'].map((name) => arrive(line, name, entered));
    expect(await ofOne[3]).toBeInstanceOf(OverloadError);
    expect(line.waiting).toBe(2);
    expect(countAdmitted(line, 'x')).toBeLessThan(100);
    expect(countAdmitted(line, 'y')).toBe(100);
    void arrive(line, 'y-1', entered);
    expect(line.waiting).toBe(3);
  });
});

const countAdmitted = (line: OpeningLine, address: string) =>
  Array.from({ length: 100 }, () => line.mayConnect(() => address)).filter((may) => may).length;

describe('a connection', () => {
  test('may always be made while there is room in the line, and nobody asks from where', () => {
    const line = aLine({ maxWaiting: 1 });
    const addressOf = vi.fn(() => '192.0.2.1');
    const admitted = Array.from({ length: 100 }, () => line.mayConnect(addressOf));
    expect(admitted).not.toContain(false);
    expect(addressOf).not.toHaveBeenCalled();
  });

  test('is one of a limited number while there is none, and some of the next moment are admitted again', async () => {
    const line = aLine({ maxWaiting: 0 });
    const admitted = countAdmitted(line, '192.0.2.1');
    expect(admitted).toBeGreaterThan(0);
    expect(admitted).toBeLessThan(100);
    await expect.poll(() => line.mayConnect(() => '192.0.2.1')).toBe(true);
  });

  test('of a phone in the middle of its dialogue may always be made', () => {
    const line = aLine({ maxWaiting: 0 });
    countAdmitted(line, '192.0.2.1');
    line.answered('2', '192.0.2.2', true);
    expect(countAdmitted(line, '192.0.2.2')).toBe(100);
    line.answered('2', '192.0.2.2', false);
    expect(countAdmitted(line, '192.0.2.2')).toBe(0);
  });
});
