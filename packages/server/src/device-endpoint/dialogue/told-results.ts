import type { PhoneMessage } from '@deskfleet/protocol';
import {
  type FileProgress,
  type FileToBring,
  isAboutFiles,
  isThere,
  type OrderedFile,
  orderOfVersions,
  readToldFiles,
  type ToldFile,
  wireTypeOf,
} from '../../features/deployments/index.ts';
import { type WordingCode, wording } from '../../features/jobs/index.ts';
import type { FileSource } from './dialogue.ts';
import type { OpenDeployment, Turn } from './turn.ts';

/** A phone is told of a file at most this often for one order. */
const MAX_TRIES = 2;

/** Takes in what an initial message says of files: results of transfers, and the software of a phone that has started. */
export function hearOfFiles(turn: Turn): void {
  const { message } = turn;
  if (message.reason === 'status') hearStatus(turn, readToldFiles(message.items));
  hearSoftware(turn, softwareIn(message), message.reason === 'start-up');
}

/** Whether the phone has told nothing of files that it was told of, and will not any more. */
export function keepsSilent(turn: Turn, { work, states }: OpenDeployment): boolean {
  // A phone that has started anew has forgotten what it was about.
  const isOver = work.isOverdue || turn.dialogue.reason === 'start-up';
  return (
    isOver && [...states].some(([place, { state }]) => state === 'told' && !isSoftware(work.files.get(place)))
  );
}

function hearStatus(turn: Turn, told: readonly ToldFile[]): void {
  const heard = told.map((file): ToldFile & { readonly source?: FileSource } => {
    const found = findOrdered(turn, file, told.length === 1);
    if (found === undefined) return file;
    const { deployment, place, ordered } = found;
    const isSoftwareFile = isSoftware(ordered);
    if (isThere(file)) {
      // Software shows by the start of the phone only.
      if (!isSoftwareFile) settle(deployment, place, storedOrDeleted(ordered), { name: ordered.name });
    } else settle(deployment, place, 'target.file_refused', { name: ordered.name, status: file.status });
    if (ordered.action === 'delete' || !isThere(file)) return file;
    return { ...file, name: file.name || ordered.name, source: sourceOf(deployment, ordered) };
  });
  const files = heard.filter(({ type }) => !isSameType(type, 'software'));
  if (files.length > 0) turn.effects.push({ kind: 'files-told', files });
}

function storedOrDeleted({ action }: OrderedFile): WordingCode {
  return action === 'delete' ? 'target.file_deleted' : 'target.file_stored';
}

export function isSoftware(file: OrderedFile | undefined): boolean {
  return file?.type === 'software';
}

function isSameType(wireType: string, type: OrderedFile['type']): boolean {
  return wireType.trim().toUpperCase() === wireTypeOf(type);
}

function sourceOf({ work: { targetId } }: OpenDeployment, { fileId, sha256 }: FileToBring): FileSource {
  return { targetId, fileId, ...(sha256 === null ? {} : { sha256 }) };
}

/** The file of an order that a phone means; a single one is known by its type alone, for phones may clip names. */
function findOrdered(turn: Turn, { type, name }: ToldFile, isOnly: boolean) {
  const candidates = turn.deployments.flatMap((deployment) =>
    [...deployment.work.files]
      .filter(([place, file]) => stateOf(deployment, place).state === 'told' && isSameType(type, file.type))
      .map(([place, ordered]) => ({ deployment, place, ordered })),
  );
  const named = candidates.find(({ ordered }) => isSameName(ordered.name, name));
  return named ?? (isOnly && candidates.length === 1 ? candidates[0] : undefined);
}

function isSameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** The software that a phone says it has; undefined when it does not say. */
function softwareIn({ items }: Pick<PhoneMessage, 'items'>): string | undefined {
  const item = items.find(({ name, status }) => name === 'software-version' && status === undefined);
  return item?.value.trim() || undefined;
}

/** The phone says with which software it runs; when it has started, that is the result of an installation. */
function hearSoftware(turn: Turn, version: string | undefined, hasStarted: boolean): void {
  for (const deployment of turn.deployments) {
    const told = toldSoftware(deployment);
    if (told === undefined) continue;
    if (version === undefined) deployment.asksForVersion = hasStarted;
    else if (hasStarted) startedWith(deployment, told.place, told.file, version);
    else runsWith(deployment, told.place, told.file, version);
    if (hasStarted) hadItsRestart(turn);
  }
}

function toldSoftware({ work, states }: OpenDeployment): { place: string; file: FileToBring } | undefined {
  for (const [place, file] of work.files) {
    if (file.action === 'deploy' && isSoftware(file) && states.get(place)?.state === 'told')
      return { place, file };
  }
  return undefined;
}

/** Whoever wanted a restart beside the software has had it. */
function hadItsRestart(turn: Turn): void {
  for (const { kind, targetId, sent } of turn.open('restart', 'factory-reset')) {
    if (kind === 'restart' && !sent)
      turn.change(targetId, { state: 'success', open: false }, 'target.restarted');
  }
}

/** The phone was asked which software it has started with. */
export function hearVersion(turn: Turn, targetId: string): void {
  const version = softwareIn({ items: turn.input.replyItems() });
  const deployment = turn.deployments.find(({ work }) => work.targetId === targetId);
  const told = deployment && toldSoftware(deployment);
  if (deployment === undefined || told === undefined || version === undefined) return;
  startedWith(deployment, told.place, told.file, version);
}

function startedWith(deployment: OpenDeployment, place: string, file: FileToBring, version: string): void {
  const { work, states } = deployment;
  const before = stateOf(deployment, place);
  const { softwareBefore = '' } = before;
  const wanted = file.softwareVersion ?? '';
  const hasChanged = orderOfVersions(version, softwareBefore) !== 'same';
  if (orderOfVersions(version, wanted) === 'same' || (hasChanged && wanted === '')) {
    settle(deployment, place, 'target.software_installed', { version });
  } else if (hasChanged) {
    settle(deployment, place, 'target.software_other', { version, wanted });
  } else if (hasAll(work.fetched.get(place))) {
    settle(deployment, place, 'target.software_not_installed', { version });
  } else if (before.tries >= MAX_TRIES) {
    settle(deployment, place, 'target.software_not_fetched', { version });
  } else {
    // It has not even had the image: somebody pulled its plug.
    states.set(place, { state: 'pending', tries: before.tries });
    deployment.news.push(wording('target.software_interrupted', { version }));
  }
}

/** The phone calls without a start: it may have started without our hearing of it. */
function runsWith(deployment: OpenDeployment, place: string, file: FileToBring, version: string): void {
  const { work, states } = deployment;
  const { tries, softwareBefore = '' } = stateOf(deployment, place);
  if (orderOfVersions(version, softwareBefore) !== 'same') {
    startedWith(deployment, place, file, version);
  } else if (work.softwareGuardSeconds > 0) return;
  else if (tries >= MAX_TRIES) settle(deployment, place, 'target.software_not_installed', { version });
  else states.set(place, { state: 'pending', tries });
}

/** Whether a phone has had all of a file, as far as anybody can say. */
function hasAll(fetched: 'nothing' | 'part' | 'all' | undefined): boolean {
  return fetched === undefined || fetched === 'all';
}

/** Compares the list of files that a phone has told with what it was told of. */
export function compareWithList(turn: Turn): void {
  if (!turn.deployments.some(({ states }) => [...states.values()].some(({ state }) => state === 'told')))
    return;
  const listed = readToldFiles(turn.input.replyItems().filter(isAboutFiles));
  for (const deployment of turn.deployments) {
    const isSilent = keepsSilent(turn, deployment);
    for (const [place, file] of deployment.work.files) {
      if (stateOf(deployment, place).state !== 'told' || isSoftware(file)) continue;
      const found = listed.find(
        ({ type, name }) => isSameType(type, file.type) && isSameName(name, file.name),
      );
      if (file.action === 'deploy') compareBrought(turn, deployment, { place, file, found, isSilent });
      else compareRemoved(turn, deployment, { place, file, found, isSilent });
    }
  }
}

interface Compared<File> {
  readonly place: string;
  readonly file: File;
  /** What the phone lists of it. */
  readonly found: ToldFile | undefined;
  /** Nothing more is to be expected. */
  readonly isSilent: boolean;
}

function compareBrought(
  turn: Turn,
  deployment: OpenDeployment,
  { place, file, found, isSilent }: Compared<FileToBring>,
): void {
  const { name } = file;
  const hasCome = hasAll(deployment.work.fetched.get(place));
  if (found !== undefined && hasCome && isThere(found)) {
    settle(deployment, place, 'target.file_stored', { name });
    turn.effects.push({ kind: 'files-told', files: [{ ...found, source: sourceOf(deployment, file) }] });
  } else if (!isSilent) return;
  else if (found !== undefined && hasCome) {
    settle(deployment, place, 'target.file_refused', { name, status: found.status });
  } else {
    tryAgain(deployment, place, hasCome ? 'target.file_not_listed' : 'target.file_not_fetched', name);
  }
}

function compareRemoved(
  turn: Turn,
  deployment: OpenDeployment,
  { place, file, found, isSilent }: Compared<OrderedFile>,
): void {
  const { name, type } = file;
  if (found !== undefined) {
    if (isSilent) tryAgain(deployment, place, 'target.file_still_there', name);
    return;
  }
  settle(deployment, place, 'target.file_deleted', { name });
  const { targetId } = deployment.work;
  const deleted = { type: wireTypeOf(type), name, status: '', date: '', time: '', source: { targetId } };
  turn.effects.push({ kind: 'files-told', files: [deleted] });
}

/** The phone is told once more, or the file is given up. */
function tryAgain(deployment: OpenDeployment, place: string, code: WordingCode, name: string): void {
  const { tries } = stateOf(deployment, place);
  if (tries >= MAX_TRIES) settle(deployment, place, code, { name });
  else {
    deployment.states.set(place, { state: 'pending', tries });
    deployment.news.push(wording(code, { name }));
  }
}

export function stateOf({ states }: OpenDeployment, place: string): FileProgress {
  return states.get(place) ?? { state: 'pending', tries: 0 };
}

/** What codes mean for a file; all others that it did not get there. */
const outcomes: Partial<Record<WordingCode, FileProgress['state']>> = {
  'target.file_stored': 'stored',
  'target.software_installed': 'stored',
  'target.file_deleted': 'deleted',
  'target.file_present': 'present',
  'target.software_present': 'present',
};

/** Says what has become of a file. */
export function settle(
  deployment: OpenDeployment,
  place: string,
  code: WordingCode,
  params: Readonly<Record<string, string>>,
): void {
  const { tries } = stateOf(deployment, place);
  const reason = wording(code, params);
  deployment.states.set(place, { state: outcomes[code] ?? 'refused', tries, reason });
  deployment.news.push(reason);
}
