/**
 * The data folder cannot be used. The message is one sentence for the operator that names the folder and what to do;
 * nothing in the folder has been changed.
 */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/** Explains an error of the file system about `path`; any other error is given back as it is. */
export function explain(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reason = typeof code === 'string' ? REASONS[code] : undefined;
  if (reason === undefined) return error;
  return new DataFolderError(
    `The data folder "${path}" ${reason}, or set DESKFLEET_DATA to another folder.`,
    { cause: error },
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'is not writable for the user who starts Deskfleet: give it to that user',
  EPERM: 'is not writable for the user who starts Deskfleet: give it to that user',
  EROFS: 'lies on a file system that is mounted read-only: mount it for writing',
  ENOSPC: 'lies on a file system without space: make room',
  EDQUOT: 'has used up the disk quota of its user: make room',
  ENOTDIR: 'is not a folder: remove the file in its place',
  EEXIST: 'is not a folder: remove the file in its place',
};
