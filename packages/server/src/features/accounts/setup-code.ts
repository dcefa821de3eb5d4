import { randomInt, timingSafeEqual } from 'node:crypto';
import Type from 'typebox';
import type { Db } from '../../infra/db/index.ts';
import { SealError, type SecretBox } from '../../infra/secrets/index.ts';
import { deleteSetting, findSetting, putSetting } from '../settings/index.ts';

/** Crockford's base 32: nothing that looks like something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 2;
const GROUP_LENGTH = 4;

const KEY = 'setup-code';
const Stored = Type.Object({ sealed: Type.String() });

interface SetupCodeTools {
  readonly db: Db;
  readonly secrets: SecretBox;
}

/** The code that the first sign-in from another machine needs; undefined when it is not needed any more. */
export async function findSetupCode({ db, secrets }: SetupCodeTools): Promise<string | undefined> {
  const stored = await findSetting(db, KEY, Stored);
  return stored === undefined ? undefined : secrets.open(stored.sealed);
}

/** Like `findSetupCode`, and makes a new code when the stored one was sealed under another secret key. */
export async function renewSetupCode(tools: SetupCodeTools, now: Date): Promise<string | undefined> {
  try {
    return await findSetupCode(tools);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return createSetupCode(tools, now);
  }
}

export async function createSetupCode({ db, secrets }: SetupCodeTools, now: Date): Promise<string> {
  const code = Array.from({ length: GROUPS }, randomGroup).join('-');
  await putSetting(db, KEY, { sealed: secrets.seal(code) }, now);
  return code;
}

export async function removeSetupCode(db: Db): Promise<void> {
  await deleteSetting(db, KEY);
}

/** Whether somebody typed the code, in whatever case and grouping, and with the letters that digits are taken for. */
export function isSetupCode(typed: string, code: string): boolean {
  const given = Buffer.from(normalize(typed));
  const expected = Buffer.from(normalize(code));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function normalize(code: string): string {
  return code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}

function randomGroup(): string {
  return Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '').join('');
}
