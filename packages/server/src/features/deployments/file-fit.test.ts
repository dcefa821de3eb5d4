import { describe, expect, test } from 'vitest';
import type { FileToBring, OrderedFile } from './deployment-order.ts';
import { filesFor, newestSoftware, refusalOf } from './file-fit.ts';

const file = (change: Partial<FileToBring>): FileToBring => ({
  action: 'deploy',
  fileId: '1',
  type: 'logo',
  name: 'logo.bmp',
  bytes: 1,
  sha256: null,
  softwareType: null,
  softwareVersion: null,
  models: [],
  ...change,
});
const software = (version: string | null, models: readonly string[] = [], type = 'SIP') =>
  file({ type: 'software', name: `${version}.img`, softwareType: type, softwareVersion: version, models });
const CP410 = { model: 'CP410', softwareType: 'SIP' };

describe('a file', () => {
  test.each([
    ['for any model', file({}), CP410, undefined],
    ['for this model', file({ models: ['CP710', 'cp410'] }), CP410, undefined],
    ['for other models', file({ models: ['CP710'] }), CP410, 'file.wrong_model'],
    [
      'for other models, to a phone that does not say what it is',
      file({ models: ['CP710'] }),
      { model: '', softwareType: 'SIP' },
      undefined,
    ],
    ['of other software', software('V1 R1.0.0', [], 'HFA'), CP410, 'file.wrong_software_type'],
    ['of the same software', software('V1 R1.0.0'), CP410, undefined],
    ['that is to be deleted', { action: 'delete', type: 'logo', name: 'x' } as OrderedFile, CP410, undefined],
  ])('%s', (_what, ordered, kind, expected) => {
    expect(refusalOf(ordered, kind)?.code).toBe(expected);
  });

  test('that does not fit is refused in both languages', () => {
    expect(refusalOf(file({ models: ['CP710'] }), CP410)?.text).toEqual({
      en: '“logo.bmp” is for CP710, not for CP410.',
      de: '„logo.bmp“ ist für CP710, nicht für CP410.',
    });
  });
});

describe('the files of an order for a phone', () => {
  test('are those for it; another of the same type for other phones is no refusal', () => {
    const small = file({ models: ['CP410'], name: 'small.bmp' });
    const large = file({ models: ['CP710'], name: 'large.bmp' });
    const found = filesFor([large, small], CP410);
    expect([...found.files]).toEqual([['1', small]]);
    expect(found.refusals).toEqual([]);
  });

  test('lack a type of which none is for it, with the reason', () => {
    const found = filesFor([file({}), software('V1 R1.0.0', ['CP710'])], CP410);
    expect([...found.files.keys()]).toEqual(['0']);
    expect(found.refusals.map(({ code }) => code)).toEqual(['file.wrong_model']);
  });

  test('hold one image only, the newest that is for it', () => {
    const found = filesFor(
      [software('V1 R2.0.0'), software('V1 R10.0.0'), software('V9 R1.0.0', ['CP710'])],
      CP410,
    );
    expect([...found.files.keys()]).toEqual(['1']);
  });
});

test.each([
  [['V1 R2.0.0', 'V1 R10.0.0'], 'V1 R10.0.0'],
  [['latest', 'V1 R1.0.0'], 'V1 R1.0.0'],
  [['V1 R1.0.0', 'latest'], 'V1 R1.0.0'],
  [['latest'], 'latest'],
])('of %j the newest is %s', (versions, expected) => {
  expect(newestSoftware(versions.map((version) => software(version)))?.softwareVersion).toBe(expected);
});
