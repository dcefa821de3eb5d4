import { knownPhone, type LoadPhone, unknownPhone } from './phones.ts';

/**
 * Picks phones of a fleet at random, the same ones in the same order each time. Every connection has phones of its own, so
 * that no phone is in two dialogues at once.
 */
export function randomKnownPhones(clients: number, connections: number): (connection: number) => LoadPhone {
  let state = 0x2545_f491;
  const ofEach = Math.floor(clients / connections);
  return (connection) => {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return knownPhone(((state >>> 0) % ofEach) * connections + connection);
  };
}

/** Phones of a range, each of them once. */
export function newPhones(from: number): () => LoadPhone {
  let next = from;
  return () => {
    next += 1;
    return unknownPhone(next - 1);
  };
}
