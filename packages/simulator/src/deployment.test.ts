import { describe, expect, it } from 'vitest';
import {
  isPossible,
  isTooLarge,
  readFileOrders,
  readSoftwareOrder,
  runsOn,
  toReportedVersion,
} from './deployment.ts';

describe('file orders', () => {
  it('without indexes are one file, named by its URL or by file-name', () => {
    const items = [
      { name: 'file-type', value: 'LOGO' },
      { name: 'file-https-base-url', value: 'https://files.example/a/my%20logo.bmp?x=1' },
    ];
    expect(readFileOrders(items)).toEqual([
      {
        type: 'LOGO',
        name: 'my logo.bmp',
        action: 'deploy',
        source: { kind: 'https', url: 'https://files.example/a/my%20logo.bmp?x=1' },
      },
    ]);
    expect(readFileOrders([...items, { name: 'file-name', value: 'x.bmp' }])[0]?.name).toBe('x.bmp');
  });

  it('with indexes are several files that share what has no index', () => {
    const orders = readFileOrders([
      { name: 'file-server', value: 'ftp.example' },
      { name: 'file-name', index: 2, value: 'b.mp3' },
      { name: 'file-type', index: 2, value: 'RINGTONE' },
      { name: 'file-type', index: 1, value: 'LOGO' },
      { name: 'file-name', index: 1, value: 'a.bmp' },
      { name: 'file-action', index: 1, value: 'delete' },
    ]);

    expect(orders).toMatchObject([
      { index: 1, type: 'LOGO', name: 'a.bmp', action: 'delete' },
      { index: 2, type: 'RINGTONE', source: { kind: 'ftp', server: 'ftp.example', name: 'b.mp3' } },
    ]);
  });

  it('are impossible without type, name or source', () => {
    const possible = (fields: Readonly<Record<string, string>>) =>
      readFileOrders(Object.entries(fields).map(([name, value]) => ({ name, value }))).map(isPossible);

    expect(possible({ 'file-type': 'LOGO', 'file-https-base-url': 'https://files.example/a.bmp' })).toEqual([
      true,
    ]);
    expect(possible({ 'file-type': 'LOGO', 'file-name': 'a.bmp', 'file-action': 'delete' })).toEqual([true]);
    expect(possible({ 'file-type': 'LOGO', 'file-name': 'a.bmp' })).toEqual([false]);
    expect(possible({ 'file-https-base-url': 'https://files.example/a.bmp' })).toEqual([false]);
    expect(possible({ 'file-type': 'LOGO', 'file-https-base-url': 'https://files.example/' })).toEqual([
      false,
    ]);
  });
});

describe('software orders', () => {
  it.each([
    ['normal', true],
    ['0', true],
    ['immediate', false],
    ['1', false],
    [undefined, false],
  ])('with priority %s wait for the end of a call: %s', (priority, whenIdle) => {
    const items = priority === undefined ? [] : [{ name: 'file-priority', value: priority }];

    expect(readSoftwareOrder(items).whenIdle).toBe(whenIdle);
  });

  it.each([
    ['3.5.12.0', 'V3 R5.12.0'],
    ['V3 R5.12.0', 'V3 R5.12.0'],
    ['V1.2  R3.4.5', 'V1.2 R3.4.5'],
    ['latest', undefined],
  ])('name the version %s as %s', (text, expected) => {
    expect(toReportedVersion(text)).toBe(expected);
  });
});

describe('what a phone can keep and run', () => {
  it.each([
    ['PIC', 307_200, false],
    ['PIC', 307_201, true],
    ['RINGTONE', 1_048_577, true],
    ['MOH', 1_048_577, false],
  ])('a %s of %i bytes is too large: %s', (type, bytes, expected) => {
    expect(isTooLarge(type, bytes)).toBe(expected);
  });

  it.each([
    ['OpenStage 40', 'OpenStage 40', true],
    ['OpenStage40', 'OpenStage 40', true],
    ['OpenStage 60', 'OpenStage 40', false],
    ['CP410', 'OpenScape Desk Phone CP410', true],
    ['CP710', 'OpenScape Desk Phone CP410', false],
    ['', 'OpenScape Desk Phone CP410', true],
  ])('an image for "%s" runs on a %s: %s', (imageFor, deviceType, expected) => {
    expect(runsOn(imageFor, deviceType)).toBe(expected);
  });
});
