import { Writable } from 'node:stream';
import { pino } from 'pino';
import { beforeEach, describe, expect, test } from 'vitest';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import { BadRequestGuard } from './bad-request-guard.ts';

let clock: TestClock;
let guard: BadRequestGuard;
let lines: Record<string, unknown>[];
let told: string[];
beforeEach(() => {
  clock = aClock();
  lines = [];
  told = [];
  const log = pino(
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
        done();
      },
    }),
  );
  guard = new BadRequestGuard({ clock, log, notify: (source) => void told.push(source) });
});

const many = (address: string, count: number) => {
  for (let times = 0; times < count; times += 1) guard.record(address, 'no valid HTTP request');
};

describe('bad requests', () => {
  test('are logged with their source and what was wrong', () => {
    guard.record('192.0.2.1', 'a message of a phone cannot be read', { code: 'doctype', line: 1 });
    expect(lines).toMatchObject([
      { source: '192.0.2.1', problem: 'a message of a phone cannot be read', code: 'doctype', line: 1 },
    ]);
  });

  test('of one source cost ten lines a minute, and then a line that says how many there were more', () => {
    many('192.0.2.1', 250);
    expect(lines).toHaveLength(10);
    clock.advance({ seconds: 59 });
    many('192.0.2.1', 1);
    expect(lines).toHaveLength(10);
    clock.advance({ seconds: 1 });
    many('192.0.2.1', 1);
    expect(lines.slice(10)).toMatchObject([
      { source: '192.0.2.1', count: 241, msg: 'more bad requests to the phone port were not logged' },
      { msg: 'bad request to the phone port' },
    ]);
  });

  test('of one source are notified once an hour', () => {
    many('192.0.2.1', 50);
    clock.advance({ minutes: 59, seconds: 59 });
    many('192.0.2.1', 1);
    expect(told).toEqual(['192.0.2.1']);
    clock.advance({ seconds: 1 });
    many('192.0.2.1', 1);
    expect(told).toEqual(['192.0.2.1', '192.0.2.1']);
  });

  test('of several sources are counted apart', () => {
    many('192.0.2.1', 50);
    many('192.0.2.2', 1);
    expect(told).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(lines).toHaveLength(11);
  });

  test('of one network of IPv6 are those of one source, for one host has all of it', () => {
    for (let host = 1; host <= 50; host += 1) guard.record(`2001:db8:0:1::${host.toString(16)}`, 'x');
    guard.record('2001:db8:0:2::1', 'x');
    expect(told).toEqual(['2001:db8:0:1::/64', '2001:db8:0:2::/64']);
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatchObject({ source: '2001:db8:0:1::1' });
  });

  test('of ever new sources push out the oldest ones, so that they cannot fill the memory', () => {
    many('192.0.2.1', 1);
    for (let number = 0; number < 10_000; number += 1) many(`10.${number >> 8}.${number & 255}.1`, 1);
    many('192.0.2.1', 1);
    expect(told.filter((source) => source === '192.0.2.1')).toHaveLength(2);
  });
});
