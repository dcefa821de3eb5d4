import { isOpenAt, type MaintenanceWindow, nextOpening } from '../../infra/clock/maintenance-window.ts';
import type { RolloutState } from '../../infra/db/index.ts';
import { type Sentence, sentence } from './sentences.ts';

/** What moves a rollout on, and what stops it. */
export interface RolloutRules {
  /** What a wave has to bring before the next one begins. */
  readonly gate: { readonly successPercent: number; readonly pauseMinutes: number };
  /** Counted in each wave; null: no such limit. */
  readonly stop: {
    readonly failures: number | null;
    readonly failurePercent: number | null;
    /** Phones that have got the order and have not started up again after this time count as failed. */
    readonly notBackMinutes: number | null;
  };
  /** Null: always. */
  readonly window: MaintenanceWindow | null;
}

/** A wave as it stands. */
export interface WaveFacts {
  /** Without those of `accepted`, which are counted nowhere else. */
  readonly clients: number;
  /** Clients that have not succeeded, which somebody accepted when the rollout was resumed. */
  readonly accepted: number;
  readonly begun: boolean;
  readonly success: number;
  /** Failed, timed out, or done in part only. */
  readonly failed: number;
  /** Canceled or held back for good. */
  readonly canceled: number;
  /** Not ended, and nothing has been sent yet. */
  readonly unsent: number;
  /** Not ended, but the phone has got its order. */
  readonly underWay: number;
  /** Those of `underWay` that have been away for longer than `notBackMinutes`. */
  readonly notBack: number;
  /** Who canceled its job behind the rollout's back. */
  readonly canceledBy: string | null;
  /** Since when enough of its clients have succeeded. */
  readonly gateReachedAt: Date | null;
  /** Somebody decided that some of its clients get the order again, which they have not yet. */
  readonly repeat: 'held-back' | 'failed' | null;
}

export interface RolloutFacts {
  readonly state: RolloutState;
  /** All waves in their order; those that have begun come first. */
  readonly waves: readonly WaveFacts[];
}

/** What comes next; all of it happens in one transaction. */
export interface Decision {
  readonly state: RolloutState;
  /** Why it is in this state. */
  readonly sentence: Sentence;
  /** Whether clients that have got nothing yet may get something now. */
  readonly sending: boolean;
  /** Waves that get their order now, from 1, and which of their clients. */
  readonly orders: readonly { readonly wave: number; readonly for: 'all' | 'held-back' | 'failed' }[];
  /** Wave of which enough clients have succeeded just now. */
  readonly gateReached: number | null;
}

const MINUTE_MS = 60_000;

/** States in which a rollout goes on by itself. */
export function isActive(state: RolloutState): boolean {
  return state === 'running' || state === 'waiting-for-gate' || state === 'waiting-for-window';
}

/**
 * What a rollout that goes on by itself does next. It looks at nothing but what it is given, so asking twice gives the same.
 *
 * In this order: a rule that stops it; what somebody decided to repeat; the gate of the wave that is running; the window.
 */
export function decide(rules: RolloutRules, facts: RolloutFacts, now: Date): Decision {
  const stop = findStop(rules, facts.waves);
  if (stop !== undefined) return { ...nothing, state: 'stopped', sentence: stop, sending: false };
  const inWindow = rules.window === null || isOpenAt(rules.window, now);
  const repeats = facts.waves.flatMap(({ repeat }, place) =>
    repeat === null ? [] : [{ wave: place + 1, for: repeat }],
  );
  const running = facts.waves.filter(({ begun }) => begun).length;
  const isLast = running === facts.waves.length;
  const context: Context = { rules, facts, now, inWindow, running };
  if (repeats.length > 0) {
    return inWindow ? begin(context, running, repeats) : awaitWindow(context, running);
  }
  if (running > 0 && isLast) return finish(context);
  const gate = running === 0 ? 'open' : lookAtGate(context);
  if (gate !== 'open') return gate;
  const next = running + 1;
  return inWindow
    ? begin(context, next, [{ wave: next, for: 'all' }])
    : { ...awaitWindow(context, next), gateReached: gateReachedNow(context) };
}

const nothing = { orders: [], gateReached: null } as const;

interface Context {
  readonly rules: RolloutRules;
  readonly facts: RolloutFacts;
  readonly now: Date;
  readonly inWindow: boolean;
  /** The wave that began last, from 1; 0 before the first. */
  readonly running: number;
}

function findStop(rules: RolloutRules, waves: readonly WaveFacts[]): Sentence | undefined {
  for (const [place, wave] of waves.entries()) {
    if (!wave.begun || wave.repeat !== null) continue;
    const isFollowed = waves[place + 1]?.begun === false;
    const stop = canceled(wave, place + 1) ?? tooManyFailures(rules, wave, place + 1);
    if (stop !== undefined) return stop;
    if (isFollowed && !canReachGate(rules, wave)) {
      const { clients, failed, canceled: heldBack } = wave;
      const percent = rules.gate.successPercent;
      return sentence('rollout.stopped_gate', {
        wave: place + 1,
        clients,
        failed: failed + heldBack,
        percent,
      });
    }
  }
  return undefined;
}

function canceled({ canceledBy }: WaveFacts, wave: number): Sentence | undefined {
  return canceledBy === null
    ? undefined
    : sentence('rollout.stopped_canceled', { wave, account: canceledBy });
}

function tooManyFailures({ stop }: RolloutRules, facts: WaveFacts, wave: number): Sentence | undefined {
  const { clients, failed } = facts;
  const notBack = stop.notBackMinutes === null ? 0 : facts.notBack;
  const all = failed + notBack;
  if (all === 0) return undefined;
  const { failures, failurePercent } = stop;
  const limit =
    failures !== null && all >= failures
      ? String(failures)
      : failurePercent !== null && all * 100 >= failurePercent * clients
        ? `${failurePercent} %`
        : undefined;
  if (limit === undefined) return undefined;
  const params = { wave, clients, failed, notBack, minutes: stop.notBackMinutes ?? 0, limit };
  if (notBack === 0) return sentence('rollout.stopped_failures', params);
  return sentence(failed === 0 ? 'rollout.stopped_not_back' : 'rollout.stopped_both', params);
}

function neededOf({ gate }: RolloutRules, { clients }: WaveFacts): number {
  return Math.ceil((clients * gate.successPercent) / 100);
}

function canReachGate(rules: RolloutRules, wave: WaveFacts): boolean {
  return wave.gateReachedAt !== null || wave.clients - wave.failed - wave.canceled >= neededOf(rules, wave);
}

/** The gate between the wave that is running and the next: open, or what is waited for. */
function lookAtGate(context: Context): 'open' | Decision {
  const { rules, facts, now, inWindow, running } = context;
  const wave = facts.waves[running - 1];
  if (wave === undefined) return 'open';
  const { gateReachedAt, clients, unsent, success } = wave;
  const needed = neededOf(rules, wave);
  if (gateReachedAt === null && success < needed) {
    if (unsent > 0 && !inWindow) return windowClosed(context);
    const isToldAll = unsent === 0 || facts.state === 'waiting-for-gate';
    const text = isToldAll
      ? sentence('rollout.waiting_for_phones', { wave: running, clients, needed })
      : sentence('rollout.running', { wave: running, waves: facts.waves.length });
    return {
      ...nothing,
      state: isToldAll ? 'waiting-for-gate' : 'running',
      sentence: text,
      sending: inWindow,
    };
  }
  const minutes = rules.gate.pauseMinutes;
  const since = gateReachedAt ?? now;
  if (now.getTime() - since.getTime() >= minutes * MINUTE_MS) return 'open';
  return {
    ...nothing,
    state: 'waiting-for-gate',
    sentence: sentence('rollout.pausing', { wave: running, minutes }),
    sending: inWindow,
    gateReached: gateReachedNow(context),
  };
}

function gateReachedNow({ facts, running }: Context): number | null {
  const wave = facts.waves[running - 1];
  return wave === undefined || wave.gateReachedAt !== null ? null : running;
}

function begin(context: Context, wave: number, orders: Decision['orders']): Decision {
  const { waves } = context.facts;
  const text =
    wave === waves.length
      ? sentence('rollout.last_wave')
      : sentence('rollout.running', { wave, waves: waves.length });
  const isNext = orders.some((order) => order.for === 'all');
  const gateReached = isNext ? gateReachedNow(context) : null;
  return { state: 'running', sentence: text, sending: true, orders, gateReached };
}

/** The last wave has begun: nothing is left to do but to wait for the clients of all waves. */
function finish(context: Context): Decision {
  const { facts, inWindow } = context;
  const sum = (count: (wave: WaveFacts) => number) => facts.waves.reduce((all, wave) => all + count(wave), 0);
  const unsent = sum((wave) => wave.unsent);
  if (unsent === 0 && sum((wave) => wave.underWay) === 0) {
    const clients = sum((wave) => wave.clients + wave.accepted);
    const params = { success: sum((wave) => wave.success), clients };
    return { ...nothing, state: 'done', sentence: sentence('rollout.done', params), sending: false };
  }
  if (unsent > 0 && !inWindow) return windowClosed(context);
  return { ...nothing, state: 'running', sentence: sentence('rollout.last_wave'), sending: inWindow };
}

function awaitWindow(context: Context, wave: number): Decision {
  return outside(context, (times, zone) => sentence('rollout.window_awaited', { wave }, times, zone));
}

function windowClosed(context: Context): Decision {
  const unsent = context.facts.waves.reduce((sum, wave) => sum + wave.unsent, 0);
  // The number is that of the moment in which it closed; phones that are deleted later make no new sentence.
  return outside(context, (times, zone) => sentence('rollout.window_closed', { unsent }, times, zone));
}

function outside(
  { rules: { window }, now }: Context,
  words: (times: Readonly<Record<string, Date>>, timeZone?: string) => Sentence,
): Decision {
  const opening = window === null ? undefined : nextOpening(window, now);
  const times: Readonly<Record<string, Date>> = opening === undefined ? {} : { at: opening };
  const text = words(times, window?.timeZone);
  return { ...nothing, state: 'waiting-for-window', sentence: text, sending: false };
}
