import { compareSoftwareVersions, parseSoftwareVersion } from '@deskfleet/protocol';

/** How a version stands to another one; `unknown`: one of them is none, so it is neither older nor newer. */
export type VersionOrder = 'same' | 'older' | 'newer' | 'unknown';

/** How the first version stands to the second (protocol reference sections 14 and 17). */
export function orderOfVersions(one: string, other: string): VersionOrder {
  const [a, b] = [parseSoftwareVersion(one), parseSoftwareVersion(other)];
  if (a === undefined || b === undefined) {
    const [left, right] = [withSingleBlanks(one), withSingleBlanks(other)];
    return left !== '' && left === right ? 'same' : 'unknown';
  }
  const order = compareSoftwareVersions(a, b);
  if (order === 0) return 'same';
  return order < 0 ? 'older' : 'newer';
}

function withSingleBlanks(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toUpperCase();
}

/** A version as `file-sw-version` has it, `3.5.12.0`; a text that is no version stays as it is. */
export function dottedVersion(text: string): string {
  const version = parseSoftwareVersion(text);
  if (version === undefined) return text;
  const { major, sub, minor, fix, hotfix } = version;
  return [major, ...(sub === 0 ? [] : [sub]), minor, fix, hotfix].join('.');
}
