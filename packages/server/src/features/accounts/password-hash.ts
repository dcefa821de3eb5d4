import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '../../infra/errors/index.ts';

interface Cost {
  /** KiB */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** The first recommendation of OWASP's Password Storage Cheat Sheet for argon2id. */
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Refused beyond: a changed row in the database must not make the server take all memory. */
const MAX_COST: Cost = { memory: 262_144, passes: 16, parallelism: 8 };

/** Hashing takes a thread of the pool for some 30 ms and 19 MiB: the pool is needed for other things as well. */
const MAX_RUNNING = 2;
const MAX_WAITING = 50;

/** `$argon2id$v=19$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<hash>`, base64 without padding (the PHC string format). */
const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{43})$/;

const derive = promisify(argon2);

/** A hash that no password has, for accounts that do not exist: refusing them must take as long. */
export const DECOY_HASH = format(COST, Buffer.alloc(SALT_BYTES), Buffer.alloc(HASH_BYTES));

/** Hashes a password with a new salt, off the event loop. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return format(COST, salt, await run(password, salt, COST));
}

/**
 * Whether a password belongs to a stored hash.
 *
 * @returns `outdated` when it does and the hash should be made anew because its cost is not today's
 * @throws AppError `server.unavailable` when more sign-ins are waiting than the server can work off
 */
export async function verifyPassword(
  stored: string,
  password: string,
): Promise<{ readonly correct: boolean; readonly outdated: boolean }> {
  const [, memory, passes, parallelism, salt = '', hash = ''] = PHC.exec(stored) ?? [];
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const acceptable =
    cost.memory <= MAX_COST.memory &&
    cost.passes <= MAX_COST.passes &&
    cost.parallelism <= MAX_COST.parallelism;
  if (!acceptable) throw new AppError('server.internal', 'A stored password has an unknown form.');
  const expected = Buffer.from(hash, 'base64');
  const actual = await run(password, Buffer.from(salt, 'base64'), cost);
  const outdated =
    cost.memory !== COST.memory || cost.passes !== COST.passes || cost.parallelism !== COST.parallelism;
  return { correct: timingSafeEqual(actual, expected), outdated };
}

let running = 0;
const waiting: (() => void)[] = [];

async function run(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  if (running >= MAX_RUNNING) {
    if (waiting.length >= MAX_WAITING) {
      throw new AppError(
        'server.unavailable',
        'Too many people sign in at the same time: try again in a few seconds.',
        {
          retryAfterSeconds: 5,
        },
      );
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    // The same characters can be typed as different code points on different systems.
    const message = password.normalize('NFC');
    return await derive('argon2id', { message, nonce: salt, tagLength: HASH_BYTES, ...cost });
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

function format({ memory, passes, parallelism }: Cost, salt: Buffer, hash: Buffer): string {
  const encode = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`;
}
