import { describe, expect, it } from 'vitest';
import { checkPassword, keepsAllRules, type PasswordRule } from './password-policy.ts';

const broken = (password: string, username = 'admin'): PasswordRule[] =>
  Object.entries(checkPassword(password, username))
    .filter(([, kept]) => !kept)
    .map(([rule]) => rule as PasswordRule);

describe('the password policy of guide section 2.8.2', () => {
  it('takes a password that keeps every rule', () => {
    expect(keepsAllRules(checkPassword('Quiet-Harbor-72', 'admin'))).toBe(true);
  });

  it('shows every rule as open for an empty password', () => {
    expect(broken('')).toHaveLength(8);
  });

  it('wants 14 to 20 characters', () => {
    expect(broken('Quiet-Harb-72')).toEqual(['length']);
    expect(broken('Quiet-Harbo-72')).toEqual([]);
    expect(broken('Quiet-Harbor-Lights72')).toEqual(['length']);
  });

  it('counts a character outside the basic plane once', () => {
    expect(broken('Quiet-Harb-7😀')).toEqual(['length']);
    expect(broken('Quiet-Harbo-7😀')).toEqual([]);
  });

  it('names each missing kind of character', () => {
    expect(broken('quiet-harbor-72')).toEqual(['upper']);
    expect(broken('QUIET-HARBOR-72')).toEqual(['lower']);
    expect(broken('Quiet-Harbor-Bay')).toEqual(['digit']);
    expect(broken('QuietHarbor7264')).toEqual(['special']);
  });

  it('takes three identical characters in a row and refuses four', () => {
    expect(broken('Quiet-Haaarbor-7')).toEqual([]);
    expect(broken('Quiet-Haaaarbor-7')).toEqual(['identical']);
  });

  it('takes three sequential characters and refuses four, up, down and across cases', () => {
    expect(broken('Quiet-Harbor-123')).toEqual([]);
    expect(broken('Quiet-Harbor-1234')).toEqual(['sequential']);
    expect(broken('Quiet-Harbor-4321')).toEqual(['sequential']);
    expect(broken('Quiet-Harbor-7AbCd')).toEqual(['sequential']);
  });

  it('refuses the username and its reverse in any case', () => {
    expect(broken('Quiet-AdMin-Bay7')).toEqual(['username']);
    expect(broken('Quiet-NIMDA-bay7')).toEqual(['username']);
  });
});
