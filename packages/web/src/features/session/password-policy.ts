/** The rules of guide section 2.8.2, in the order in which they are shown. */
export const PASSWORD_RULES = [
  'length',
  'upper',
  'lower',
  'digit',
  'special',
  'identical',
  'sequential',
  'username',
] as const;

export type PasswordRule = (typeof PASSWORD_RULES)[number];

export const MIN_LENGTH = 14;
export const MAX_LENGTH = 20;
const LONGEST_RUN = 3;

/** Length of the longest run of neighbors for which `follows` holds. */
function longestRun(password: string, follows: (before: string, after: string) => boolean): number {
  const characters = [...password];
  let longest = 0;
  let run = 0;
  for (const [at, character] of characters.entries()) {
    const before = characters[at - 1];
    run = before !== undefined && follows(before, character) ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

const identical = (before: string, after: string): boolean => before === after;

/** Neighbors in the alphabet or among the digits, upwards (`step` 1) or downwards (-1). */
function neighbors(step: 1 | -1): (before: string, after: string) => boolean {
  const known = /^[a-z0-9]$/;
  return (before, after) =>
    known.test(before) && known.test(after) && after.charCodeAt(0) - before.charCodeAt(0) === step;
}

const reversed = (text: string): string => [...text].toReversed().join('');

/** Which rules a new password keeps. */
export function checkPassword(password: string, username: string): Record<PasswordRule, boolean> {
  const length = [...password].length;
  const name = username.toLowerCase();
  const lower = password.toLowerCase();
  return {
    length: length >= MIN_LENGTH && length <= MAX_LENGTH,
    upper: /\p{Lu}/u.test(password),
    lower: /\p{Ll}/u.test(password),
    digit: /\p{Nd}/u.test(password),
    special: /[^\p{L}\p{Nd}]/u.test(password),
    identical: length > 0 && longestRun(password, identical) <= LONGEST_RUN,
    sequential:
      length > 0 &&
      longestRun(lower, neighbors(1)) <= LONGEST_RUN &&
      longestRun(lower, neighbors(-1)) <= LONGEST_RUN,
    username: length > 0 && (name === '' || (!lower.includes(name) && !lower.includes(reversed(name)))),
  };
}

export function keepsAllRules(checks: Record<PasswordRule, boolean>): boolean {
  return PASSWORD_RULES.every((rule) => checks[rule]);
}
