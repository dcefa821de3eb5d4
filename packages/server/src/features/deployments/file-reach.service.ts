import type { ClientBase, Pool } from 'pg';
import { findFiles } from '../files/index.ts';
import { fileSettings } from '../settings/index.ts';
import { findProviderHurdles, type ProviderHurdle } from '../storage-providers/index.ts';
import type { OrderedFile } from './deployment-order.ts';
import { type DeviceKind, type FileRefusal, type FilesFor, filesFor } from './file-fit.ts';

/** Which files phones of a kind cannot fetch now, and why. */
export type FileReach = (file: OrderedFile, kind: DeviceKind) => FileRefusal | undefined;

const everything: FileReach = () => undefined;

/**
 * What phones cannot fetch of some files because the integrated file server is switched off: what lies here, and for phones that cannot
 * fetch at the storage provider what lies there.
 */
export async function findFileReach(
  db: Pool | ClientBase,
  files: readonly OrderedFile[],
): Promise<FileReach> {
  const ids = files.flatMap((file) => (file.action === 'deploy' ? [file.fileId] : []));
  if (ids.length === 0 || (await fileSettings.read(db)).serverEnabled) return everything;
  const stored = await findFiles(db, ids);
  const hurdles = await findProviderHurdles(
    db,
    [...stored.values()].flatMap(({ providerId }) => providerId ?? []),
  );
  return (file, { model }) => {
    if (file.action === 'delete') return undefined;
    const found = stored.get(file.fileId);
    if (found === undefined) return undefined;
    const { providerId } = found;
    if (providerId === null) return serverOff(file, here(file.name));
    const hurdle = hurdles.get(providerId);
    if (hurdle === undefined || fetchesThere(model, hurdle)) return undefined;
    return serverOff(file, hurdle === 'sign-in' ? signedInFor(file.name) : passedOn(file.name, model));
  };
}

/**
 * Whether phones of a model fetch at a provider in spite of its hurdle: none can sign in to a web server (protocol reference section 14),
 * and OpenStage firmware does not understand `&amp;`, in whichever way it is written (section 9).
 */
export function fetchesThere(model: string, hurdle: ProviderHurdle): boolean {
  return hurdle === 'ampersand' && !/^openstage/i.test(model);
}

/** The files of an order for a phone of a kind that it can fetch as well; see `filesFor`. */
export function filesInReach(
  files: readonly OrderedFile[],
  kind: DeviceKind,
  reach: FileReach,
  leftOut?: ReadonlySet<string>,
): FilesFor {
  const fitting = filesFor(files, kind, leftOut);
  const refused = new Map(
    [...fitting.files].flatMap(([place, file]) => {
      const refusal = reach(file, kind);
      return refusal === undefined ? [] : [[place, refusal] as const];
    }),
  );
  return {
    files: new Map([...fitting.files].filter(([place]) => !refused.has(place))),
    refusals: [...fitting.refusals, ...refused.values()],
  };
}

function serverOff(file: FileRefusal['file'], text: FileRefusal['text']): FileRefusal {
  return { code: 'file.server_off', file, text };
}

function here(name: string): FileRefusal['text'] {
  return {
    en: `“${name}” lies on this server, and its integrated file server is switched off: switch it on, or choose a file of a storage provider.`,
    de: `„${name}“ liegt auf diesem Server, und sein integrierter Dateiserver ist ausgeschaltet: Schalten Sie ihn ein, oder wählen Sie eine Datei eines Speicheranbieters.`,
  };
}

function passedOn(name: string, model: string): FileRefusal['text'] {
  return {
    en: `${model} cannot read the address of “${name}” at its storage provider, and the integrated file server, which would pass it on, is switched off: switch it on.`,
    de: `${model} kann die Adresse von „${name}“ beim Speicheranbieter nicht lesen, und der integrierte Dateiserver, der sie weitergeben würde, ist ausgeschaltet: Schalten Sie ihn ein.`,
  };
}

function signedInFor(name: string): FileRefusal['text'] {
  return {
    en: `The storage provider of “${name}” wants a user, which phones cannot be, and the integrated file server, which would pass it on, is switched off: switch it on.`,
    de: `Der Speicheranbieter von „${name}“ verlangt einen Benutzer, und Telefone können sich dort nicht anmelden. Der integrierte Dateiserver, der die Datei weitergeben würde, ist ausgeschaltet: Schalten Sie ihn ein.`,
  };
}
