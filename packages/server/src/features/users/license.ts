import { AppError } from '../../infra/errors/index.ts';

/** Mobile users that the license of the installation is for; null: any number. */
export function licensedUsers(): number | null {
  return null;
}

/**
 * Makes sure that the license is enough for so many mobile users.
 *
 * @throws AppError `user.no_license`
 */
export function checkLicense(count: number, licensed: number | null = licensedUsers()): void {
  if (licensed === null || count <= licensed) return;
  throw new AppError(
    'user.no_license',
    `The license is for ${licensed} mobile ${licensed === 1 ? 'user' : 'users'}, and there would be ${count}: delete some, or extend the license.`,
  );
}
