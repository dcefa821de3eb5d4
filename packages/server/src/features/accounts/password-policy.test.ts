import { describe, expect, it } from 'vitest';
import { brokenPasswordRules } from './password-policy.ts';

describe('the rules for passwords', () => {
  it.each(['Purple-Harbor-27', 'Zw0lf.Zeichen+2', 'Ünï-çødé 14 Zeich', 'Ab1!Ab1!Ab1!Ab1!Ab1!'])(
    'accept %s',
    (password) => {
      expect(brokenPasswordRules(password, 'admin')).toEqual([]);
    },
  );

  it.each([
    ['Purple-Harb27', '14 to 20 characters'],
    ['Purple-Harbor-27-Harb', '14 to 20 characters'],
    ['purple-harbor-27', 'an uppercase letter'],
    ['PURPLE-HARBOR-27', 'a lowercase letter'],
    ['Purple-Harbor-xy', 'a digit'],
    ['PurpleHarborx27', 'a special character'],
    ['Purple-Haaaabor-2', 'more than 3 identical characters'],
    ['Purple----Harb-27', 'more than 3 identical characters'],
    ['Purple-Harb-1234', 'more than 3 sequential characters'],
    ['Purple-Harb-9876', 'more than 3 sequential characters'],
    ['Purple-aBcD-Har7', 'more than 3 sequential characters'],
    ['Purple-zyxw-Har7', 'more than 3 sequential characters'],
    ['Purple-aDmiN-275', 'must not contain the user name'],
    ['Purple-niMdA-275', 'must not contain the user name'],
  ])('refuse %s for one reason', (password, reason) => {
    expect(brokenPasswordRules(password, 'admin')).toEqual([expect.stringContaining(reason)]);
  });

  it.each(['Purple-aaa-123-cba', 'Purple-90-12-yza1', 'Pu-8901x-azaz-12'])(
    'allow three of a kind, and no sequence across the end of the alphabet or of the digits: %s',
    (password) => {
      expect(brokenPasswordRules(password, 'admin')).toEqual([]);
    },
  );

  it('count characters and not the units of their encoding', () => {
    expect(brokenPasswordRules('Aa1-𝒳𝒳𝒴𝒴𝒵𝒵𝒳𝒳𝒴𝒴𝒵', 'admin')).toEqual([]);
    expect(brokenPasswordRules('Aa1-𝒳𝒳𝒴𝒴𝒵𝒵', 'admin')).toEqual([expect.stringContaining('14 to 20')]);
  });

  it('name every broken rule at once', () => {
    expect(brokenPasswordRules('change_me', 'admin')).toHaveLength(3);
    expect(brokenPasswordRules('', 'admin')).toHaveLength(5);
  });
});
