import type { FileToBring, OrderedFile } from './deployment-order.ts';
import { orderOfVersions } from './software-version.ts';

/** What of a client decides on the files that it can take. */
export interface DeviceKind {
  /** Short name, as `model` of clients. */
  readonly model: string;
  /** `SIP`, `HFA`, or what the phone says; empty: it says nothing. */
  readonly softwareType: string;
}

/** Why a client cannot take a file; the code is stable, the sentence is for administrators. */
export interface FileRefusal {
  readonly code: 'file.wrong_model' | 'file.wrong_software_type' | 'file.server_off';
  readonly file: FileToBring;
  readonly text: { readonly en: string; readonly de: string };
}

/** Why a phone of a kind cannot take a file; undefined when it can. What nobody knows of a phone keeps nothing from it. */
export function refusalOf(file: OrderedFile, { model, softwareType }: DeviceKind): FileRefusal | undefined {
  if (file.action === 'delete') return undefined;
  const { name, models } = file;
  if (models.length > 0 && model !== '' && !models.some((one) => isSameModel(one, model))) {
    const list = models.join(', ');
    return {
      code: 'file.wrong_model',
      file,
      text: {
        en: `“${name}” is for ${list}, not for ${model}.`,
        de: `„${name}“ ist für ${list}, nicht für ${model}.`,
      },
    };
  }
  if (
    file.type === 'software' &&
    file.softwareType !== null &&
    softwareType !== '' &&
    file.softwareType !== softwareType
  ) {
    return {
      code: 'file.wrong_software_type',
      file,
      text: {
        en: `“${name}” is ${file.softwareType} software, and the phone runs ${softwareType}.`,
        de: `„${name}“ ist ${file.softwareType}-Software, und das Telefon hat ${softwareType}.`,
      },
    };
  }
  return undefined;
}

function isSameModel(one: string, other: string): boolean {
  return one.trim().toUpperCase() === other.trim().toUpperCase();
}

/** What a phone gets of an order. */
export interface FilesFor {
  /** By place in the order, from 0. */
  readonly files: ReadonlyMap<string, OrderedFile>;
  /** Why it gets no file of a type that was ordered. */
  readonly refusals: readonly FileRefusal[];
}

/**
 * The files of an order for a phone of a kind. An order may hold the same for several kinds of phones: one that is not for this
 * phone is left out without a word when another one of its type is. Of software it gets the newest that is for it.
 *
 * @param leftOut places of files that it does not get for other reasons
 */
export function filesFor(
  files: readonly OrderedFile[],
  kind: DeviceKind,
  leftOut: ReadonlySet<string> = new Set(),
): FilesFor {
  const all = files.map((file, place) => ({ place: String(place), file, refusal: refusalOf(file, kind) }));
  const placed = all.filter(({ place }) => !leftOut.has(place));
  const fitting = placed.filter(({ refusal }) => refusal === undefined);
  const newest = newestSoftware(fitting.map(({ file }) => file));
  const chosen = fitting.filter(({ file }) => !isSoftware(file) || file === newest);
  const meant = [...chosen, ...all.filter(({ place }) => leftOut.has(place))];
  const types = new Set(meant.filter(({ file }) => file.action === 'deploy').map(({ file }) => file.type));
  const refusals = placed.flatMap(({ file, refusal }) =>
    refusal === undefined || types.has(file.type) ? [] : [refusal],
  );
  return { files: new Map(chosen.map(({ place, file }) => [place, file])), refusals };
}

function isSoftware(file: OrderedFile): file is FileToBring {
  return file.type === 'software' && file.action === 'deploy';
}

/** The newest of several images; one with a version that cannot be compared only when there is no other. */
export function newestSoftware(files: readonly OrderedFile[]): FileToBring | undefined {
  return files.filter(isSoftware).reduce<FileToBring | undefined>((best, file) => {
    if (best === undefined) return file;
    const order = orderOfVersions(file.softwareVersion ?? '', best.softwareVersion ?? '');
    const comparable = orderOfVersions(best.softwareVersion ?? '', '0.0.0.0') !== 'unknown';
    return order === 'newer' || (order === 'unknown' && !comparable) ? file : best;
  }, undefined);
}
