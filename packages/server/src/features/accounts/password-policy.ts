/** Shortest and longest password, in characters. */
export const passwordLength = { min: 14, max: 20 } as const;

const MAX_RUN = 3;

/**
 * The rules for passwords (guide section 2.8.2).
 *
 * @returns one sentence for each rule that the password breaks; empty when it is good
 */
export function brokenPasswordRules(password: string, username: string): string[] {
  const characters = [...password];
  const { min, max } = passwordLength;
  const rules: readonly (readonly [broken: boolean, sentence: string])[] = [
    [
      characters.length < min || characters.length > max,
      `The new password must have ${min} to ${max} characters.`,
    ],
    [!/\p{Lu}/u.test(password), 'The new password must have an uppercase letter.'],
    [!/\p{Ll}/u.test(password), 'The new password must have a lowercase letter.'],
    [!/\p{Nd}/u.test(password), 'The new password must have a digit.'],
    [!/[^\p{L}\p{N}]/u.test(password), 'The new password must have a special character.'],
    [
      longestRun(characters, (a, b) => a === b) > MAX_RUN,
      `The new password must not have more than ${MAX_RUN} identical characters in a row.`,
    ],
    [
      longestSequence(characters) > MAX_RUN,
      `The new password must not have more than ${MAX_RUN} sequential characters in a row, such as 1234 or dcba.`,
    ],
    [
      containsName(password, username),
      'The new password must not contain the user name, neither forward nor backward.',
    ],
  ];
  return rules.filter(([broken]) => broken).map(([, sentence]) => sentence);
}

/** Longest stretch in which every character follows its predecessor up, or every one down, in the alphabet or in 0 to 9. */
function longestSequence(characters: readonly string[]): number {
  const lower = characters.map((character) => character.toLowerCase());
  return Math.max(
    longestRun(lower, (a, b) => step(a, b) === 1),
    longestRun(lower, (a, b) => step(a, b) === -1),
  );
}

function step(a: string, b: string): number {
  const sameKind = (/^[a-z]$/.test(a) && /^[a-z]$/.test(b)) || (/^\d$/.test(a) && /^\d$/.test(b));
  return sameKind ? b.charCodeAt(0) - a.charCodeAt(0) : Number.NaN;
}

/** Longest stretch of characters in which every neighboring pair is connected. */
function longestRun(characters: readonly string[], connected: (a: string, b: string) => boolean): number {
  let longest = 0;
  let current = 0;
  let previous: string | undefined;
  for (const character of characters) {
    current = previous !== undefined && connected(previous, character) ? current + 1 : 1;
    longest = Math.max(longest, current);
    previous = character;
  }
  return longest;
}

function containsName(password: string, username: string): boolean {
  const name = username.toLowerCase();
  if (name === '') return false;
  const text = password.toLowerCase();
  return text.includes(name) || text.includes([...name].reverse().join(''));
}
