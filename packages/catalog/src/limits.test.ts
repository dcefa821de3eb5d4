import { describe, expect, test } from 'vitest';
import { findParameter, isLegacyPhone, type Parameter, validateLegacyText, validatePhone } from './index.ts';

function parameter(id: string): Parameter {
  const found = findParameter(id);
  if (found === undefined) throw new TypeError(`there is no ${id}`);
  return found;
}

const failover = parameter('7.3.2/failover-type');
const maximumTries = parameter('7.8.7/password-maximum-tries');

describe('a parameter that only some phones know', () => {
  test.each<[Parameter, string, string, string | undefined]>([
    [failover, 'CP400', 'V1 R10.2.2', undefined],
    [failover, 'CP400', 'V1 R2.0.0', undefined],
    [failover, 'CP400', 'V1 R1.9.9', 'parameter.old_firmware'],
    [failover, 'CP400', 'V0 R9.9.9', 'parameter.old_firmware'],
    [failover, 'CP400', 'V1.1 R0.0.0', undefined],
    [failover, 'CP400', '', undefined],
    [failover, 'CP400', 'of tomorrow', undefined],
    [failover, 'OpenStage 40', 'V3 R5.12.0', 'parameter.foreign_model'],
    [failover, '', 'V1 R1.0.0', undefined],
    [maximumTries, 'OpenStage 60', 'V2 R2.43.0', 'parameter.old_firmware'],
    [maximumTries, 'OpenStage 60', 'V3 R0.1.0', undefined],
    // The limit is that of another family.
    [maximumTries, 'CP400', 'V1 R1.0.0', undefined],
  ])('%#: on %s, %s %s gives %s', (one, model, softwareVersion, code) => {
    expect(validatePhone(one, { model, softwareVersion })?.code).toBe(code);
  });

  test('is refused in a sentence that names it and those that know it', () => {
    const model = validatePhone(failover, { model: 'OpenStage 40', softwareVersion: '' });
    expect(model?.text.en).toMatch(/^Failover type: the value cannot be set on this model, only on: CP100, /);
    expect(model?.text.de).toContain('nur auf: CP100, ');
    const old = validatePhone(failover, { model: 'CP400', softwareVersion: 'V1 R1.0.0' });
    expect(old?.message).toContain('CP phones know it from V1 R2.');
    expect(old?.text.de).toContain('CP-Telefone kennen ihn ab V1 R2.');
  });
});

test('a parameter without limits can be set on every phone', () => {
  const registrar = parameter('7.3.2/server-address');
  expect(validatePhone(registrar, { model: 'x', softwareVersion: 'V0 R0' })).toBeUndefined();
});

describe('an OpenStage phone', () => {
  const name = { en: 'Label', de: 'Beschriftung' };

  test('cannot take < > and &, but quotes and all else', () => {
    expect(isLegacyPhone({ model: 'OpenStage 40' })).toBe(true);
    expect(isLegacyPhone({ model: 'CP710' })).toBe(false);
    for (const text of ['<', 'a>b', 'R&D']) {
      expect(validateLegacyText(name, text)?.en).toMatch(/^Label: the value contains/);
    }
    for (const text of ['', 'plain', `"it's"`, 'ü€']) expect(validateLegacyText(name, text)).toBeUndefined();
  });

  test('is refused in words that repeat nothing of a secret', () => {
    expect(JSON.stringify(validateLegacyText(name, 'hidden&word'))).not.toContain('hidden');
  });
});
