import { itemKey, type PhoneMessage } from '@deskfleet/protocol';
import type { DeploymentProgress, FileProgress } from '../../features/deployments/index.ts';
import { type WordingCode, wording } from '../../features/jobs/index.ts';
import type { ItemRef } from '../../features/values/index.ts';
import type { Wording } from '../../infra/db/index.ts';
import {
  type AnswerItem,
  type Awaiting,
  type DeployWork,
  type Dialogue,
  type Effect,
  NOT_SENT,
  type OutgoingItem,
  type StepInput,
  type StepResult,
  type TargetChange,
  type Work,
} from './dialogue.ts';

/** Values to be written while one message is being answered: of a configure target, or due without a job. */
export interface OpenConfiguration {
  /** Null: values that are due without a job. */
  readonly targetId: string | null;
  pending: readonly OutgoingItem[];
  readonly stored: string[];
  readonly refused: Record<string, string>;
  /** See `ConfigureProgress`. */
  readonly keys: readonly string[] | undefined;
}

/** Files of a target while one message is being answered. */
export interface OpenDeployment {
  readonly work: DeployWork;
  /** By place in the order. */
  readonly states: Map<string, FileProgress>;
  /** What has become of files, to be told. */
  readonly news: Wording[];
  /** The phone has started and does not say with which software. */
  asksForVersion: boolean;
}

/**
 * What is known and decided while one message is being answered: the dialogue as it will be, the work that is still
 * open, and the effects so far. Lives for one `step` only.
 */
export class Turn {
  readonly input: StepInput;
  readonly effects: Effect[] = [];
  readonly configurations: OpenConfiguration[];
  readonly deployments: OpenDeployment[];
  #dialogue: Dialogue;
  #work: readonly Work[];

  constructor(input: StepInput, dialogue: Dialogue) {
    this.input = input;
    this.#dialogue = dialogue;
    this.#work = input.work;
    this.configurations = input.work.flatMap(openConfiguration);
    this.deployments = this.open('deploy-files').map(openDeployment);
  }

  get dialogue(): Dialogue {
    return this.#dialogue;
  }

  get message(): PhoneMessage {
    return this.input.message;
  }

  /** Open work of one kind, oldest first. */
  open<Kind extends Work['kind']>(...kinds: Kind[]): Extract<Work, { kind: Kind }>[] {
    return this.#work.filter((work): work is Extract<Work, { kind: Kind }> =>
      kinds.some((kind) => kind === work.kind),
    );
  }

  /**
   * Whether a target was ordered after a factory reset that is still open: what it brings would be lost by the reset, so it
   * waits for the start of the phone.
   */
  comesAfterReset(targetId: string | null): boolean {
    const reset = this.#work.findIndex((work) => work.kind === 'factory-reset');
    // What is due without a job is brought after every reset, whenever it was ordered.
    return (
      reset >= 0 && (targetId === null || this.#work.findIndex((work) => idOf(work) === targetId) > reset)
    );
  }

  /** Configure targets that may be worked off now. */
  get currentConfigurations(): OpenConfiguration[] {
    return this.configurations.filter(({ targetId }) => !this.comesAfterReset(targetId));
  }

  /** Deploy targets that may be worked off now. */
  get currentDeployments(): OpenDeployment[] {
    return this.deployments.filter(({ work }) => !this.comesAfterReset(work.targetId));
  }

  /** A restart that was sent will not happen: it has to be sent again. */
  takeBackRestart(targetId: string): void {
    this.#work = this.#work.map((work) =>
      'sent' in work && work.targetId === targetId ? { ...work, sent: false, mayRepeat: false } : work,
    );
    const change = { state: 'busy', open: true, progress: NOT_SENT } as const;
    this.effects.push({ kind: 'target', targetId, change });
  }

  update(change: Partial<Dialogue>): void {
    this.#dialogue = { ...this.#dialogue, ...change };
  }

  /** Records what happened to a target, without changing its state. */
  event(targetId: string | null, code: WordingCode, params: Record<string, string | number> = {}): void {
    if (targetId === null) return;
    this.effects.push({ kind: 'target', targetId, event: wording(code, params) });
  }

  /** Records what became of files of a target that stays open. */
  tell(deployment: OpenDeployment): void {
    const { targetId } = deployment.work;
    for (const event of deployment.news.splice(0)) this.effects.push({ kind: 'target', targetId, event });
  }

  /** Records an event and the state that follows from it; the event's words become the target's reason. */
  change(
    targetId: string | null,
    change: Omit<TargetChange, 'reason'>,
    code: WordingCode,
    params: Record<string, string | number> = {},
  ): void {
    if (targetId === null) {
      this.#changeDue(!change.open);
    } else {
      const words = wording(code, params);
      this.effects.push({ kind: 'target', targetId, change: { ...change, reason: words }, event: words });
    }
    if (!change.open) {
      this.#work = this.#work.filter((work) => idOf(work) !== targetId);
      const position = this.configurations.findIndex((configuration) => configuration.targetId === targetId);
      if (position >= 0) this.configurations.splice(position, 1);
      const deployed = this.deployments.findIndex(({ work }) => work.targetId === targetId);
      if (deployed >= 0) this.deployments.splice(deployed, 1);
    }
  }

  /** Something is left of the values that are due without a job. */
  keepDue(): void {
    this.#changeDue(false);
  }

  #changeDue(settled: boolean): void {
    for (const { version } of this.open('values-due')) {
      this.effects.push({ kind: 'values-due', version, settled });
    }
  }

  /** The answer that goes on with the dialogue. */
  answer(action: StepResult['action'], items: readonly AnswerItem[], awaiting: Awaiting): StepResult {
    const written = awaiting.kind === 'write' ? awaiting.items.map((item) => keyOf(item)) : [];
    return {
      action,
      items,
      dialogue: {
        ...this.#dialogue,
        awaiting,
        exchanges: this.#dialogue.exchanges + 1,
        written: [...this.#dialogue.written, ...written],
        pieces: 0,
        pieceBytes: 0,
      },
      effects: this.effects,
    };
  }

  /** The answer that ends the dialogue. It is remembered when the phone still has to be read. */
  end(items: readonly OutgoingItem[] = []): StepResult {
    const dialogue = owesInventory(this.#dialogue) ? this.#dialogue : undefined;
    return { action: 'CleanUp', items, dialogue, effects: this.effects };
  }
}

/** Whether the phone was to be read and has not been: by its next call it may say that nothing has changed. */
export function owesInventory({ inventory }: Dialogue): boolean {
  return inventory === 'needed' || inventory === 'later';
}

function openConfiguration(work: Work): OpenConfiguration[] {
  if (work.kind === 'values-due') {
    return [{ targetId: null, pending: work.pending, stored: [], refused: {}, keys: undefined }];
  }
  if (work.kind !== 'configure') return [];
  const { targetId, pending, progress } = work;
  const { stored, refused, keys } = progress;
  return [{ targetId, pending, stored: [...stored], refused: { ...refused }, keys }];
}

function openDeployment(work: DeployWork): OpenDeployment {
  const places = [...work.files.keys()];
  const states = new Map(
    places.map((place): [string, FileProgress] => [
      place,
      work.progress.files[place] ?? { state: 'pending', tries: 0 },
    ]),
  );
  return { work, states, news: [], asksForVersion: false };
}

/** What is to be remembered of the files of a target. */
export function deploymentProgress({ work, states }: OpenDeployment): DeploymentProgress {
  const { toldAt, files } = work.progress;
  return { files: { ...files, ...Object.fromEntries(states) }, ...(toldAt === undefined ? {} : { toldAt }) };
}

/** The target that work is for; null when it is due without a job. */
function idOf(work: Work): string | null {
  return work.kind === 'values-due' ? null : work.targetId;
}

export function keyOf(item: ItemRef): string {
  return itemKey(item.name, item.index);
}

/** The item of a key for people: its name, with the index of an instance, e.g. `key-label-unicode 3`. */
export function describeKey(key: string): string {
  const colon = key.indexOf(':');
  const index = key.slice(0, colon);
  const name = key.slice(colon + 1);
  return index === '' ? name : `${name} ${index}`;
}

/** Whether two values on their way are the same order: a newer order for the same item has another value or seal. */
export function sameOrder(a: OutgoingItem, b: OutgoingItem): boolean {
  if ('sealed' in a) return 'sealed' in b && a.sealed === b.sealed;
  return 'value' in b && a.value === b.value;
}
