import type { ReplyMessage } from '@deskfleet/protocol';
import {
  type FileToBring,
  isPresent,
  type OrderedFile,
  orderOfVersions,
} from '../../features/deployments/index.ts';
import type { WordingCode } from '../../features/jobs/index.ts';
import { fileItems, ITEMS_PER_FILE, softwareItems } from './deployment-items.ts';
import type { StepResult, TargetChange } from './dialogue.ts';
import { isSoftware, keepsSilent, settle, stateOf } from './told-results.ts';
import { deploymentProgress, type OpenDeployment, type Turn } from './turn.ts';

/** A phone that tells nothing of files is asked for its list after this time. */
export const STATUS_PATIENCE_SECONDS = 10 * 60;
/** A phone that installs software is left in peace so long; known servers do the same (protocol reference section 14). */
export const SOFTWARE_GUARD_SECONDS = 15 * 60;
/** Whoever waits for room is woken when there is some; should that be missed, the phone is asked then. */
const ROOM_PATIENCE_SECONDS = 60 * 60;
/** A phone fetches files one after the other. */
const MAX_FILES_PER_MESSAGE = 10;

/** Settles what needs no message: what the phone has already, and software that it must not get. */
export function settleWithoutSending(turn: Turn): void {
  const brought = broughtJustNow(turn);
  for (const deployment of turn.currentDeployments) {
    const { work } = deployment;
    for (const [place, file] of work.files) {
      if (stateOf(deployment, place).state !== 'pending' || file.action !== 'deploy') continue;
      const { name } = file;
      if (work.gone.has(place)) settle(deployment, place, 'target.file_gone', { name });
      else if (isSoftware(file)) settleSoftware(deployment, place, file);
      else if ((work.present.has(place) || hasComeWith(file, brought)) && !work.repeats)
        settle(deployment, place, 'target.file_present', { name });
      if (work.unserved.has(place) && stateOf(deployment, place).state === 'pending')
        settle(deployment, place, 'target.file_server_off', { name });
    }
  }
}

function settleSoftware(deployment: OpenDeployment, place: string, file: FileToBring): void {
  const { work } = deployment;
  const version = file.softwareVersion ?? '';
  const order = orderOfVersions(work.softwareVersion, version);
  if (order === 'same' && !work.repeats) settle(deployment, place, 'target.software_present', { version });
  else if (order === 'newer' && !work.allowsDowngrade)
    settle(deployment, place, 'target.software_downgrade', { current: work.softwareVersion, version });
}

type Brought = Parameters<typeof isPresent>[1];

/** What the phone has just said to have stored. */
function broughtJustNow({ effects }: Turn): Brought {
  const told = effects.flatMap((effect) => (effect.kind === 'files-told' ? effect.files : []));
  return told.flatMap(({ type, name, source }) =>
    source?.fileId === undefined
      ? []
      : [{ type, name, fileId: source.fileId, sha256: source.sha256 ?? null }],
  );
}

/** Of two orders that bring the same only one sends it; phones may write its name in their own way. */
function hasComeWith(file: FileToBring, brought: Brought): boolean {
  return brought.some(({ fileId }) => fileId === file.fileId) || isPresent(file, brought);
}

/** Asks a phone that has started which software it has: its start-up did not say. */
export function askForVersion(turn: Turn): StepResult | undefined {
  const asking = turn.deployments.find(({ asksForVersion }) => asksForVersion);
  if (asking === undefined) return undefined;
  asking.asksForVersion = false;
  return askVersionOf(turn, asking.work.targetId);
}

export function askVersionOf(turn: Turn, targetId: string): StepResult {
  return turn.answer('ReadItems', [{ name: 'software-version', value: '' }], {
    kind: 'software-version',
    targetId,
  });
}

/** Tells the phone of the next files that are no software. */
export function tellFiles(turn: Turn): StepResult | undefined {
  if (turn.dialogue.busy || isTransferring(turn)) return undefined;
  for (const deployment of turn.currentDeployments) {
    const { work } = deployment;
    const files = [...work.files]
      .filter(([place, file]) => stateOf(deployment, place).state === 'pending' && !isSoftware(file))
      // Nothing is transferred to delete a file.
      .filter(([, { action }]) => action === 'delete' || work.hasRoom)
      .slice(0, maxFiles(turn));
    if (files.length === 0) continue;
    const names = files.map(([, { name }]) => name).join(', ');
    return tell(turn, deployment, files, {
      action: 'FileDeployment',
      code: 'target.files_told',
      params: { count: files.length, names },
    });
  }
  return undefined;
}

function maxFiles({ dialogue: { maxItems } }: Turn): number {
  if (maxItems === null || maxItems < 0) return MAX_FILES_PER_MESSAGE;
  return Math.max(1, Math.min(MAX_FILES_PER_MESSAGE, Math.floor(maxItems / ITEMS_PER_FILE)));
}

/** Tells the phone of software: last of all, for it restarts with it. */
export function tellSoftware(turn: Turn): StepResult | undefined {
  if (turn.dialogue.busy || isTransferring(turn)) return undefined;
  for (const deployment of turn.currentDeployments) {
    const { work } = deployment;
    const due = [...work.files].filter(([place]) => stateOf(deployment, place).state === 'pending');
    const [first] = due;
    // Its other files go first.
    if (first === undefined || !due.every(([, file]) => isSoftware(file))) continue;
    if (!work.hasRoom || work.softwareGuardSeconds > 0) continue;
    const [, file] = first;
    const version = ('softwareVersion' in file && file.softwareVersion) || file.name;
    return tell(turn, deployment, [first], {
      action: 'SoftwareDeployment',
      code: 'target.software_told',
      params: { version },
    });
  }
  return undefined;
}

interface Telling {
  readonly action: 'FileDeployment' | 'SoftwareDeployment';
  readonly code: WordingCode;
  readonly params: Readonly<Record<string, string | number>>;
}

function tell(
  turn: Turn,
  deployment: OpenDeployment,
  files: readonly (readonly [place: string, file: OrderedFile])[],
  { action, code, params }: Telling,
): StepResult {
  const { work, states } = deployment;
  const { targetId } = work;
  const installs = action === 'SoftwareDeployment';
  for (const [place] of files) {
    const { tries } = stateOf(deployment, place);
    const before = installs ? { softwareBefore: work.softwareVersion } : {};
    states.set(place, { state: 'told', tries: tries + 1, ...before });
  }
  if (files.some(([, file]) => file.action === 'deploy'))
    turn.effects.push({ kind: 'transfer', targetId, begins: true });
  if (installs) turn.effects.push({ kind: 'software', targetId, told: true });
  change(
    turn,
    deployment,
    { state: 'in-dialogue', waitSeconds: patience(installs), toldNow: true },
    code,
    params,
  );
  const ordered = files.map(([, file]) => file);
  const [first] = ordered;
  const items =
    installs && first?.action === 'deploy'
      ? softwareItems(first, work, work.priority)
      : fileItems(ordered, work);
  const places = files.map(([place]) => place);
  return turn.answer(action, items, { kind: installs ? 'software' : 'files', targetId, places });
}

function patience(installs: boolean): number {
  return installs ? SOFTWARE_GUARD_SECONDS : STATUS_PATIENCE_SECONDS;
}

/** Whether the phone is busy with files or software that it was told of. */
export function isTransferring(turn: Turn): boolean {
  return turn.deployments.some((deployment) => underWayOf(turn, deployment) !== undefined);
}

/** What the phone is doing for a target; undefined: nothing. */
function underWayOf(turn: Turn, deployment: OpenDeployment): 'files' | 'software' | undefined {
  const told = [...deployment.work.files].filter(([place]) => stateOf(deployment, place).state === 'told');
  if (told.some(([, file]) => isSoftware(file))) return 'software';
  return told.length > 0 && !keepsSilent(turn, deployment) ? 'files' : undefined;
}

/** A phone answers files or software only to refuse them: in a call, or for good. */
export function filesRefused(
  turn: Turn,
  message: ReplyMessage,
  awaiting: {
    readonly kind: 'files' | 'software';
    readonly targetId: string;
    readonly places: readonly string[];
  },
): void {
  const { targetId } = awaiting;
  const deployment = turn.deployments.find(({ work }) => work.targetId === targetId);
  if (deployment === undefined) return;
  for (const place of awaiting.places) {
    const { state, tries } = stateOf(deployment, place);
    const name = deployment.work.files.get(place)?.name ?? '';
    if (state !== 'told') continue;
    if (message.status === 'busy') deployment.states.set(place, { state: 'pending', tries: tries - 1 });
    else settle(deployment, place, 'target.file_refused', { name, status: message.status });
  }
  turn.effects.push({ kind: 'transfer', targetId, begins: false });
  if (awaiting.kind === 'software') turn.effects.push({ kind: 'software', targetId, told: false });
}

/** Ends targets of which every file is settled, and tells what became of the files of the others. */
export function closeDeployments(turn: Turn): void {
  for (const deployment of [...turn.deployments]) {
    const { work, states, news } = deployment;
    const reasons = [...states.values()].map(({ reason }) => reason);
    const isOpen = [...states.values()].some(({ state }) => state === 'pending' || state === 'told');
    if (isOpen) {
      if (news.length === 0) continue;
      turn.tell(deployment);
      turn.effects.push({
        kind: 'target',
        targetId: work.targetId,
        change: { state: 'in-dialogue', open: true, progress: deploymentProgress(deployment) },
      });
      continue;
    }
    const refused = [...states].filter(([, { state }]) => state === 'refused');
    const params = {
      count: states.size,
      refused: refused.length,
      name: work.files.get(refused[0]?.[0] ?? '')?.name ?? '',
    };
    const state =
      refused.length === 0 ? 'success' : refused.length < states.size ? 'partial-successful' : 'failed';
    const [only] = reasons;
    if (states.size === 1 && only !== undefined) {
      // Its words are those of the target.
      news.length = 0;
      change(turn, deployment, { state, open: false }, only.code as WordingCode, only.params);
      continue;
    }
    turn.tell(deployment);
    const code =
      states.size === 0
        ? 'target.nothing_to_send'
        : state === 'success'
          ? 'target.files_done'
          : state === 'failed'
            ? 'target.files_refused'
            : 'target.files_refused_some';
    change(turn, deployment, { state, open: false }, code, params);
  }
}

function change(
  turn: Turn,
  deployment: OpenDeployment,
  change: Omit<TargetChange, 'reason' | 'progress' | 'open'> & { readonly open?: boolean },
  code: WordingCode,
  params: Readonly<Record<string, string | number>> = {},
): void {
  const progress = deploymentProgress(deployment);
  turn.change(deployment.work.targetId, { open: true, ...change, progress }, code, { ...params });
}

/**
 * Says of targets with files what they wait for, when nothing more can be done for them in this dialogue.
 *
 * @returns whether a busy phone should call back
 */
export function filesWait(turn: Turn): boolean {
  let callBack = false;
  const transferring = isTransferring(turn);
  for (const deployment of turn.deployments) {
    const { work } = deployment;
    const doing = underWayOf(turn, deployment);
    const wait = (state: TargetChange['state'], waitSeconds: number, code: WordingCode, params = {}) =>
      change(turn, deployment, { state, waitSeconds }, code, params);
    if (doing === 'software') wait('in-dialogue', patience(true), 'target.software_waiting');
    else if (doing === 'files') wait('in-dialogue', patience(false), 'target.files_waiting');
    else if (turn.comesAfterReset(work.targetId)) {
      change(turn, deployment, { state: 'waiting' }, 'target.after_reset');
    } else if (turn.dialogue.busy) {
      change(turn, deployment, { state: 'busy' }, 'target.busy');
      callBack = true;
    } else if (transferring) wait('waiting', STATUS_PATIENCE_SECONDS, 'target.after_transfer');
    else if (!work.hasRoom) {
      // It may have given up its place when it had fetched what it was told of: it stands in the queue again.
      turn.effects.push({ kind: 'transfer', targetId: work.targetId, begins: false });
      wait('waiting', ROOM_PATIENCE_SECONDS, 'target.no_room');
    } else if (work.softwareGuardSeconds > 0) {
      turn.effects.push({ kind: 'transfer', targetId: work.targetId, begins: false });
      wait('waiting', work.softwareGuardSeconds, 'target.software_guard');
    } else turn.effects.push({ kind: 'request-contact' });
  }
  return callBack;
}
