import { createSHA256 } from 'hash-wasm';

/** SHA-256 that can be put aside and gone on with in another process. */
export interface ResumableHash {
  update(bytes: Uint8Array): void;
  /** Where it stands; only a hash of the same version of its library goes on with it. */
  save(): Uint8Array;
  /** Hexadecimal, lower case; nothing can be added afterwards. */
  digest(): string;
}

export async function resumeHash(state: Uint8Array | null): Promise<ResumableHash> {
  const hasher = await createSHA256();
  if (state === null) hasher.init();
  else hasher.load(state);
  return {
    update: (bytes) => {
      hasher.update(bytes);
    },
    save: () => hasher.save(),
    digest: () => hasher.digest('hex'),
  };
}
