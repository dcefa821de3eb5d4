import { describe, expect, test } from 'vitest';
import { AppError } from '../../infra/errors/index.ts';
import { readScanTargets, type ScanLimits } from './scan-targets.ts';

const limits: ScanLimits = { allowedNetworks: ['10.0.0.0/8', '192.168.0.0/16'], loopback: false };

function refusal(targets: string[], given: ScanLimits = limits): AppError {
  try {
    readScanTargets(targets, given);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new TypeError('the targets were read');
}

test.each([
  [['10.1.2.3'], 1],
  [['10.1.2.0/24'], 254],
  [['10.1.2.77/255.255.255.0'], 254],
  [['10.1.2.0/30'], 2],
  [['10.1.2.0/31'], 2],
  [['10.1.2.10-10.1.2.19'], 10],
  [['10.1.2.10-10.1.2.19', '10.1.2.15-10.1.2.29', '10.1.2.30', '10.1.2.30'], 21],
  [['10.1.0.0/16'], 65_534],
  [['10.1.0.0-10.1.255.255'], 65_536],
])('%j are %d addresses', (targets, total) => {
  const read = readScanTargets(targets, limits);
  expect(read.total).toBe(total);
});

describe('refuses', () => {
  test.each([['10.1'], ['phone.example.org'], ['2001:db8::1'], ['10.1.2.9-10.1.2.3'], ['10.1.2.0/40'], ['']])(
    '"%s", which is no IPv4 range',
    (text) => {
      expect(refusal(['10.1.2.3', text])).toMatchObject({
        code: 'request.invalid',
        errors: [{ field: 'targets.1', text: { de: expect.stringContaining('keine IPv4-Adresse') } }],
      });
    },
  );

  test.each([
    ['10.0.0.0/15', '131,070', '131.070'],
    ['10.0.0.0/8', '16,777,214', '16.777.214'],
  ])('%s, for it is too large, and says how many addresses there are', (text, en, de) => {
    const error = refusal([text]);
    expect(error.code).toBe('scan.too_large');
    expect(error.message).toContain(`${en} addresses; a scan takes at most 65,536`);
    expect(error.errors[0]?.text?.de).toContain(`${de} Adressen`);
  });

  test('several ranges that are too large together', () => {
    expect(refusal(['10.1.0.0/16', '10.2.0.0/16']).code).toBe('scan.too_large');
  });

  test.each([['192.0.2.0/24'], ['192.167.255.255-192.168.0.1'], ['9.255.255.255']])(
    '%s, which is not wholly within an allowed network',
    (text) => {
      const error = refusal([text]);
      expect(error.code).toBe('scan.not_allowed');
      expect(error.message).toContain('10.0.0.0/8, 192.168.0.0/16');
    },
  );

  test.each([
    ['127.0.0.1', 'loopback'],
    ['169.254.1.1', 'link-local'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'reserved'],
    ['0.0.0.1', 'without a network'],
    ['127.255.255.250-128.0.0.5', 'loopback'],
  ])('%s, whatever networks are allowed', (text, what) => {
    const error = refusal([text], { allowedNetworks: ['0.0.0.0/0'], loopback: false });
    expect(error.code).toBe('scan.not_allowed');
    expect(error.message).toContain(what);
  });
});

test('takes loopback where the environment allows it, and nothing else of what is forbidden', () => {
  const given = { allowedNetworks: [], loopback: true };
  expect(readScanTargets(['127.1.2.0/24'], given).total).toBe(254);
  expect(refusal(['169.254.1.1'], given).code).toBe('scan.not_allowed');
  expect(refusal(['10.1.1.1'], given).code).toBe('scan.not_allowed');
});
