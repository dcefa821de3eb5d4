/**
 * A phone's firmware version, `V<major>[.<sub>] R<minor>.<fix>.<hotfix>` (section 17). Parts that a text leaves out
 * are 0.
 */
export interface SoftwareVersion {
  readonly major: number;
  readonly sub: number;
  readonly minor: number;
  readonly fix: number;
  readonly hotfix: number;
}

const RELEASE_FORM =
  /^V(?<major>\d{1,6})(?:\.(?<sub>\d{1,6}))? *R(?<minor>\d{1,6})(?:\.(?<fix>\d{1,6}))?(?:\.(?<hotfix>\d{1,6}))?$/i;
const DOTTED_FORM =
  /^(?<major>\d{1,6})(?:\.(?<sub>\d{1,6}))?\.(?<minor>\d{1,6})\.(?<fix>\d{1,6})\.(?<hotfix>\d{1,6})$/;

/**
 * Reads a version as phones and file names write it: `V3 R5.12.0`, `V1.2 R3.4.5`, with any number of blanks, or dotted
 * as in `file-sw-version`, `3.5.12.0` and, with a sub-version, `1.2.3.4.5` (sections 8, 14 and 17). A release alone
 * (`V3 R3`) is its first version. Undefined for anything else: such a version must not be compared.
 */
export function parseSoftwareVersion(text: string): SoftwareVersion | undefined {
  const plain = text.trim();
  const parts = (RELEASE_FORM.exec(plain) ?? DOTTED_FORM.exec(plain))?.groups;
  if (!parts) return undefined;
  return {
    major: Number(parts['major']),
    sub: Number(parts['sub'] ?? 0),
    minor: Number(parts['minor']),
    fix: Number(parts['fix'] ?? 0),
    hotfix: Number(parts['hotfix'] ?? 0),
  };
}

/** Negative when `a` is older than `b`, positive when newer, 0 when equal. */
export function compareSoftwareVersions(a: SoftwareVersion, b: SoftwareVersion): number {
  return a.major - b.major || a.sub - b.sub || a.minor - b.minor || a.fix - b.fix || a.hotfix - b.hotfix;
}
