import { SealError, type SecretBox } from '../../infra/secrets/index.ts';

/** For whom a link to a file is, and how long it holds. */
export interface FileLink {
  readonly fileId: string;
  /** The phone that may fetch it. */
  readonly clientId: string;
  /** The target of a job for which it is fetched; null: a template wants it there. */
  readonly targetId: string | null;
  readonly expiresAt: Date;
}

/** Makes and reads the paths by which phones fetch files; they are sealed, so that nobody can guess one. */
export interface FileLinks {
  /** The path of a link; `name` ends it, because phones take the name of a file from its URL. */
  pathOf(link: FileLink, name: string): string;
  /** The link of a path; undefined when it is none of this installation. It may have expired. */
  read(path: string): FileLink | undefined;
}

/** Beginning of the path of every link. */
export const FILES_PATH = '/files/';

/** Tells a link from everything else that is sealed with the same key. */
const FORM = /^file (\d{1,19}) (\d{1,19}) (\d{1,19}|-) (\d{1,13})$/;
/** Longer than any token is: nobody makes us open more. */
const MAX_TOKEN = 256;

/**
 * Links to files for phones: sealed with the installation's key, so that nobody can guess or change one, and every node can read
 * it without asking the database.
 */
export function createFileLinks(secrets: SecretBox): FileLinks {
  return {
    pathOf({ fileId, clientId, targetId, expiresAt }, name) {
      const seconds = Math.ceil(expiresAt.getTime() / 1_000);
      const token = secrets.seal(`file ${fileId} ${clientId} ${targetId ?? '-'} ${seconds}`);
      return `${FILES_PATH}${token}/${encodeURIComponent(name)}`;
    },
    read(path) {
      if (!path.startsWith(FILES_PATH)) return undefined;
      const [token = ''] = path.slice(FILES_PATH.length).split('/', 1);
      if (token === '' || token.length > MAX_TOKEN) return undefined;
      const found = FORM.exec(open(secrets, token));
      if (found === null) return undefined;
      const [, fileId = '', clientId = '', targetId = '', seconds = ''] = found;
      return {
        fileId,
        clientId,
        targetId: targetId === '-' ? null : targetId,
        expiresAt: new Date(Number(seconds) * 1_000),
      };
    },
  };
}

function open(secrets: SecretBox, token: string): string {
  try {
    return secrets.open(token);
  } catch (error) {
    if (error instanceof SealError) return '';
    throw error;
  }
}
