import { describe, expect, test } from 'vitest';
import type { SoftwareUpdate } from '../../infra/db/index.ts';
import type { FileToBring } from '../deployments/index.ts';
import { payloadOf, updateFor } from './software-policy.ts';

const file = (change: Partial<FileToBring>): FileToBring => ({
  action: 'deploy',
  fileId: '1',
  type: 'software',
  name: 'cp.img',
  bytes: 1,
  sha256: null,
  softwareType: 'SIP',
  softwareVersion: 'V1 R11.0.0',
  models: ['CP410'],
  ...change,
});
const logo = file({ fileId: '2', type: 'logo', name: 'logo.png', softwareType: null, softwareVersion: null });
const phone = (softwareVersion: string) => ({ model: 'CP410', softwareType: 'SIP', softwareVersion });

describe('the software of a template goes to a phone', () => {
  test.each<[SoftwareUpdate, string, boolean]>([
    ['disabled', 'V1 R10.0.0', false],
    ['ignored', 'V1 R10.0.0', false],
    ['always', 'V1 R10.0.0', true],
    ['always', 'V1 R12.0.0', true],
    ['always', 'V1 R11.0.0', false],
    ['always', 'V1  R11.0.0', false],
    ['only-newer', 'V1 R10.0.0', true],
    ['only-newer', 'V1 R11.0.0', false],
    ['only-newer', 'V1 R12.0.0', false],
    ['only-newer', 'latest', false],
    ['only-newer', '', false],
  ])('%s, with %s: %s', (policy, version, expected) => {
    expect(updateFor(policy, [logo, file({})], phone(version)) !== undefined).toBe(expected);
  });

  test('unless it is for other phones', () => {
    expect(updateFor('always', [file({ models: ['CP710'] })], phone('V1 R1.0.0'))).toBeUndefined();
    expect(updateFor('always', [file({ softwareType: 'HFA' })], phone('V1 R1.0.0'))).toBeUndefined();
  });
});

describe('a job with the files of a template', () => {
  const template = (softwareUpdate: SoftwareUpdate) => ({ id: '7', name: 'Desk', softwareUpdate });

  test.each<[SoftwareUpdate, boolean, string[] | undefined, boolean | undefined]>([
    ['disabled', true, ['logo.png'], false],
    ['ignored', true, ['logo.png'], false],
    ['only-newer', true, ['logo.png', 'cp.img'], false],
    ['always', true, ['logo.png', 'cp.img'], true],
    ['always', false, ['logo.png'], true],
  ])('%s, with software %s', (policy, withSoftware, names, allowsDowngrade) => {
    const payload = payloadOf(template(policy), [logo, file({})], withSoftware);
    expect(payload?.files.map(({ name }) => name)).toEqual(names);
    expect(payload?.allowsDowngrade).toBe(allowsDowngrade);
  });

  test('is none when only software is left that does not go along', () => {
    expect(payloadOf(template('ignored'), [file({})], true)).toBeUndefined();
  });
});
