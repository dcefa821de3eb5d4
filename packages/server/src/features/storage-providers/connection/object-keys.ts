import { MAX_KEY_BYTES } from './limits.ts';

/** Whether a text can be the key of a file: no control characters, no way out of the folder, not too long. */
export function isKey(key: string): boolean {
  return (
    key !== '' &&
    !/[\p{Cc}\p{Cs}]/u.test(key) &&
    !key.includes('\\') &&
    Buffer.byteLength(key) <= MAX_KEY_BYTES &&
    key.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

/** The path below a folder that a link leads to, decoded; undefined when it leads anywhere else. */
export function pathBelow(
  folder: URL,
  link: string,
): { readonly path: string; readonly isFolder: boolean } | undefined {
  const url = URL.parse(link.trim(), folder.href);
  if (url === null || url.origin !== folder.origin || url.username !== '' || url.password !== '')
    return undefined;
  if (url.search !== '' || url.hash !== '' || !url.pathname.startsWith(folder.pathname)) return undefined;
  const path = decode(url.pathname.slice(folder.pathname.length));
  if (path === undefined) return undefined;
  const isFolder = path.endsWith('/');
  const plain = isFolder ? path.slice(0, -1) : path;
  return isKey(plain) && partsOf(url.pathname.slice(folder.pathname.length)) === partsOf(path)
    ? { path: plain, isFolder }
    : undefined;
}

/** Whether a link leads to the folder itself or one above it, as those to the parent and for sorting do. */
export function isWayBack(folder: URL, link: string): boolean {
  const url = URL.parse(link.trim(), folder.href);
  return url !== null && url.origin === folder.origin && folder.pathname.startsWith(url.pathname);
}

/** The URL of a key below a folder. */
export function urlBelow(folder: URL, key: string): URL {
  return new URL(key.split('/').map(encodeURIComponent).join('/'), folder);
}

/** A slash that was encoded is no part of a name. */
function partsOf(path: string): number {
  return path.split('/').length;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
