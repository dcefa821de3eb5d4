import type { BroughtFile } from './client-files.queries.ts';
import type { OrderedFile } from './deployment-order.ts';
import type { DeviceKind } from './file-fit.ts';
import { type FileReach, filesInReach } from './file-reach.service.ts';
import { orderOfVersions } from './software-version.ts';
import { fileTypeOf } from './wire-types.ts';

export type Verdict = 'fits' | 'unfit' | 'present' | 'downgrade';

/** What becomes of a file of an order on a phone. */
export interface CheckedFile {
  /** Place in the order. */
  readonly place: number;
  readonly verdict: Verdict;
  readonly reason: { readonly en: string; readonly de: string } | null;
}

export interface CheckedPhone {
  readonly verdict: Verdict;
  readonly files: readonly CheckedFile[];
}

/** A phone, as far as it matters for files. */
export interface PhoneToCheck extends DeviceKind {
  readonly softwareVersion: string;
  readonly brought: readonly Pick<BroughtFile, 'type' | 'name' | 'fileId' | 'sha256'>[];
}

/** What a phone would get of an order that neither repeats anything nor goes back. */
export function checkPhone(
  ordered: readonly OrderedFile[],
  phone: PhoneToCheck,
  reach: FileReach,
): CheckedPhone {
  const { files, refusals } = filesInReach(ordered, phone, reach);
  const unfit = refusals.map(
    ({ file, text }): CheckedFile => ({ place: ordered.indexOf(file), verdict: 'unfit', reason: text }),
  );
  const others = [...files].map(([place, file]): CheckedFile => {
    return { place: Number(place), ...verdictOn(file, phone) };
  });
  const checked = [...unfit, ...others].sort((a, b) => a.place - b.place);
  return { verdict: overall(checked), files: checked };
}

function overall(files: readonly CheckedFile[]): Verdict {
  const has = (verdict: Verdict) => files.some((file) => file.verdict === verdict);
  if (has('unfit')) return 'unfit';
  if (has('fits')) return 'fits';
  return has('downgrade') ? 'downgrade' : 'present';
}

function verdictOn(file: OrderedFile, phone: PhoneToCheck): Pick<CheckedFile, 'verdict' | 'reason'> {
  if (file.action === 'delete') return { verdict: 'fits', reason: null };
  const { name } = file;
  if (file.type !== 'software') {
    if (!isPresent(file, phone.brought)) return { verdict: 'fits', reason: null };
    const reason = { en: `The phone has “${name}” already.`, de: `Das Telefon hat „${name}“ schon.` };
    return { verdict: 'present', reason };
  }
  const version = file.softwareVersion ?? '';
  const order = orderOfVersions(phone.softwareVersion, version);
  if (order === 'same') {
    const reason = { en: `The phone has ${version} already.`, de: `Das Telefon hat ${version} schon.` };
    return { verdict: 'present', reason };
  }
  if (order !== 'newer') return { verdict: 'fits', reason: null };
  const reason = {
    en: `The phone has ${phone.softwareVersion}, which is newer than ${version}.`,
    de: `Das Telefon hat ${phone.softwareVersion}, und das ist neuer als ${version}.`,
  };
  return { verdict: 'downgrade', reason };
}

/** Whether a file lies on a phone with the same content, by all that is known. */
export function isPresent(
  file: OrderedFile,
  brought: readonly Pick<BroughtFile, 'type' | 'name' | 'fileId' | 'sha256'>[],
): boolean {
  if (file.action === 'delete') return false;
  return brought.some(
    ({ type, name, sha256, fileId }) =>
      fileTypeOf(type) === file.type &&
      name === file.name &&
      (file.sha256 === null ? fileId === file.fileId : sha256 === file.sha256),
  );
}
