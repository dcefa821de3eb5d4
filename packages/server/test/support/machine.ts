import { execFileSync } from 'node:child_process';

/** Whether the tests run as root, who alone can start processes as somebody else. */
export const isRoot = process.getuid?.() === 0;

/** User and group id of an ordinary user whom every Linux has. */
export const NOBODY = 65534;

/** Whether an ordinary user may read a file; not so in a checkout below a private folder. For root. */
export function reachableForAll(path: string): boolean {
  try {
    execFileSync('test', ['-r', path], { uid: NOBODY, gid: NOBODY, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}

/** Whether mounts of one's own are allowed; not so in most containers. For root. */
export function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
