import { describe, expect, test } from 'vitest';
import type { RolloutState } from '../../infra/db/index.ts';
import { type Decision, decide, type RolloutRules, type WaveFacts } from './decide.ts';

// A Monday, 09:00 in Berlin.
const NOW = new Date('2026-03-02T08:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

const open = { weekdays: [1], from: '08:00', to: '10:00', timeZone: 'Europe/Berlin' };
const closed = { ...open, from: '22:00', to: '23:00' };

interface Rules {
  successPercent?: number;
  pauseMinutes?: number;
  failures?: number;
  failurePercent?: number;
  notBackMinutes?: number;
  window?: RolloutRules['window'];
}

const someRules = (rules: Rules = {}): RolloutRules => ({
  gate: { successPercent: rules.successPercent ?? 90, pauseMinutes: rules.pauseMinutes ?? 0 },
  stop: {
    failures: rules.failures ?? null,
    failurePercent: rules.failurePercent ?? null,
    notBackMinutes: rules.notBackMinutes ?? null,
  },
  window: rules.window ?? null,
});

/** A wave of ten; what is not said of its clients has not been sent yet. */
function aWave(wave: Partial<WaveFacts> & { readonly begun?: boolean } = {}): WaveFacts {
  const { clients = 10, success = 0, failed = 0, canceled = 0, underWay = 0 } = wave;
  const begun = wave.begun ?? true;
  return {
    accepted: 0,
    notBack: 0,
    canceledBy: null,
    gateReachedAt: null,
    repeat: null,
    ...wave,
    clients,
    success,
    failed,
    canceled,
    underWay,
    begun,
    unsent: wave.unsent ?? (begun ? clients - success - failed - canceled - underWay : 0),
  };
}
const later = aWave({ begun: false });
const succeeded = aWave({ success: 10 });

const ask = (waves: readonly WaveFacts[], rules: Rules = {}, state: RolloutState = 'running'): Decision =>
  decide(someRules(rules), { state, waves }, NOW);

interface Expected {
  state: RolloutState;
  code: string;
  begins?: number;
  sending?: boolean;
}

describe('a rollout', () => {
  test.each<[string, readonly WaveFacts[], Rules, Expected]>([
    [
      'begins with its first wave',
      [later, later],
      {},
      { state: 'running', code: 'rollout.running', begins: 1, sending: true },
    ],
    ['begins with its only wave', [later], {}, { state: 'running', code: 'rollout.last_wave', begins: 1 }],
    [
      'begins inside its window',
      [later, later],
      { window: open },
      { state: 'running', code: 'rollout.running', begins: 1 },
    ],
    [
      'waits for its window before the first wave',
      [later, later],
      { window: closed },
      { state: 'waiting-for-window', code: 'rollout.window_awaited', sending: false },
    ],
    [
      'sends while a wave is running',
      [aWave({ success: 3 }), later],
      {},
      { state: 'running', code: 'rollout.running', sending: true },
    ],
    [
      'waits for phones that have all been told',
      [aWave({ success: 8, underWay: 2 }), later],
      {},
      { state: 'waiting-for-gate', code: 'rollout.waiting_for_phones', sending: true },
    ],
    [
      'begins the next wave when enough have succeeded',
      [aWave({ success: 9 }), later],
      {},
      { state: 'running', code: 'rollout.last_wave', begins: 2 },
    ],
    [
      'does not begin it one phone before',
      [aWave({ success: 8 }), later],
      {},
      { state: 'running', code: 'rollout.running' },
    ],
    [
      'rounds the number that is enough up',
      [aWave({ clients: 3, success: 2 }), later],
      { successPercent: 67 },
      { state: 'running', code: 'rollout.running' },
    ],
    [
      'does not wait for stragglers of a wave that is good enough',
      [aWave({ success: 9, underWay: 1 }), later],
      {},
      { state: 'running', code: 'rollout.last_wave', begins: 2 },
    ],
    [
      'waits for nobody with a gate of 0 %',
      [aWave(), later],
      { successPercent: 0 },
      { state: 'running', code: 'rollout.last_wave', begins: 2 },
    ],
    [
      'goes over a wave of which all clients were deleted',
      [aWave({ clients: 0 }), later],
      {},
      { state: 'running', code: 'rollout.last_wave', begins: 2 },
    ],
    [
      'pauses after a wave',
      [succeeded, later],
      { pauseMinutes: 30 },
      { state: 'waiting-for-gate', code: 'rollout.pausing', sending: true },
    ],
    [
      'pauses until the last minute',
      [{ ...succeeded, gateReachedAt: ago(29) }, later],
      { pauseMinutes: 30 },
      { state: 'waiting-for-gate', code: 'rollout.pausing' },
    ],
    [
      'goes on after the pause',
      [{ ...succeeded, gateReachedAt: ago(30) }, later],
      { pauseMinutes: 30 },
      { state: 'running', code: 'rollout.last_wave', begins: 2 },
    ],
    [
      'keeps to a gate that was reached',
      [aWave({ success: 8, failed: 2, gateReachedAt: ago(30) }), later],
      { pauseMinutes: 30 },
      { state: 'running', code: 'rollout.last_wave', begins: 2 },
    ],
    [
      'begins no wave outside of its window',
      [{ ...succeeded, gateReachedAt: ago(30) }, later],
      { window: closed },
      { state: 'waiting-for-window', code: 'rollout.window_awaited', sending: false },
    ],
    [
      'holds back what is not sent when its window closes',
      [aWave({ success: 2, underWay: 1 }), later],
      { window: closed },
      { state: 'waiting-for-window', code: 'rollout.window_closed', sending: false },
    ],
    [
      'holds back the last wave as well',
      [aWave({ success: 2 })],
      { window: closed },
      { state: 'waiting-for-window', code: 'rollout.window_closed', sending: false },
    ],
    [
      'waits for phones that have been told after its window',
      [aWave({ success: 2, underWay: 8 }), later],
      { window: closed },
      { state: 'waiting-for-gate', code: 'rollout.waiting_for_phones', sending: false },
    ],
    [
      'pauses outside of its window without sending',
      [aWave({ success: 9 }), later],
      { window: closed, pauseMinutes: 30 },
      { state: 'waiting-for-gate', code: 'rollout.pausing', sending: false },
    ],
    [
      'waits in the last wave until all have ended',
      [succeeded, aWave({ success: 9, underWay: 1 })],
      {},
      { state: 'running', code: 'rollout.last_wave' },
    ],
    [
      'waits at the end for stragglers of earlier waves',
      [aWave({ success: 9, underWay: 1 }), succeeded],
      {},
      { state: 'running', code: 'rollout.last_wave' },
    ],
    [
      'is done when all have ended',
      [aWave({ success: 9, failed: 1 }), succeeded],
      {},
      { state: 'done', code: 'rollout.done', sending: false },
    ],
    [
      'is done whatever the window says',
      [succeeded],
      { window: closed },
      { state: 'done', code: 'rollout.done' },
    ],
  ])('%s', (_name, waves, rules, { state, code, begins, sending }) => {
    const decision = ask(waves, rules);
    expect(decision).toMatchObject({ state, sentence: { code } });
    expect(decision.orders).toEqual(begins === undefined ? [] : [{ wave: begins, for: 'all' }]);
    if (sending !== undefined) expect(decision.sending).toBe(sending);
  });

  test('records that a gate was reached once', () => {
    expect(ask([succeeded, later], { pauseMinutes: 30 }).gateReached).toBe(1);
    expect(
      ask([{ ...succeeded, gateReachedAt: ago(1) }, later], { pauseMinutes: 30 }).gateReached,
    ).toBeNull();
    expect(ask([succeeded, later]).gateReached).toBe(1);
    expect(ask([succeeded, later], { window: closed }).gateReached).toBe(1);
  });

  test('says when its window opens, in the time of the site', () => {
    expect(ask([later], { window: closed }).sentence.text).toEqual({
      en: 'Wave 1 waits for the maintenance window, which opens on Monday, March 2 at 10:00 PM (Europe/Berlin).',
      de: 'Welle 1 wartet auf das Wartungsfenster, das am Montag, 2. März um 22:00 Uhr (Europe/Berlin) beginnt.',
    });
  });

  test('does not go back from waiting for phones to sending when one of them broke off', () => {
    const waves = [aWave({ success: 7, underWay: 2 }), later];
    expect(ask(waves, {}, 'waiting-for-gate').state).toBe('waiting-for-gate');
    expect(ask(waves, {}, 'running').state).toBe('running');
  });

  test('counts those that were accepted among its clients when it is done', () => {
    const waves = [aWave({ clients: 8, success: 8, accepted: 2 })];
    expect(ask(waves).sentence.text.en).toBe('8 of 10 clients succeeded.');
  });
});

describe('a rollout stops itself', () => {
  test.each<[string, readonly WaveFacts[], Rules, string]>([
    [
      'at a number of failures',
      [aWave({ success: 3, failed: 2 }), later],
      { failures: 2, successPercent: 50 },
      'Stopped in wave 1: 2 of 10 clients failed, the limit is 2.',
    ],
    [
      'at a part of the wave',
      [aWave({ failed: 2 }), later],
      { failurePercent: 20, successPercent: 50 },
      'Stopped in wave 1: 2 of 10 clients failed, the limit is 20 %.',
    ],
    [
      'at the limit that is reached, not at the other',
      [aWave({ failed: 2 }), later],
      { failures: 5, failurePercent: 20, successPercent: 50 },
      'Stopped in wave 1: 2 of 10 clients failed, the limit is 20 %.',
    ],
    [
      'when phones do not come back',
      [aWave({ underWay: 5, notBack: 3 }), later],
      { failures: 3, notBackMinutes: 15 },
      'Stopped in wave 1: 3 of 10 phones did not come back within 15 minutes, the limit is 3.',
    ],
    [
      'when failures and phones that do not come back are too many together',
      [aWave({ failed: 1, underWay: 2, notBack: 2 }), later],
      { failures: 3, notBackMinutes: 1 },
      'Stopped in wave 1: of 10 phones 1 failed and 2 did not come back within 1 minute, the limit for both together is 3.',
    ],
    [
      'when the gate cannot be reached any more',
      [aWave({ success: 5, failed: 2 }), later],
      { failures: 9 },
      'Stopped in wave 1: 2 of 10 clients did not succeed, so that 90 % cannot be reached.',
    ],
    [
      'when its job was canceled',
      [aWave({ success: 9, canceled: 1, canceledBy: 'eve' }), later],
      {},
      'Stopped in wave 1: its job was canceled by eve.',
    ],
    [
      'in its last wave as well',
      [succeeded, aWave({ failed: 2 })],
      { failures: 2 },
      'Stopped in wave 2: 2 of 10 clients failed, the limit is 2.',
    ],
    [
      'because of a straggler of an earlier wave',
      [aWave({ success: 9, failed: 1, gateReachedAt: ago(1) }), aWave({ success: 3 })],
      { failures: 1 },
      'Stopped in wave 1: 1 of 10 clients failed, the limit is 1.',
    ],
    [
      'in its pause',
      [{ ...aWave({ success: 9, failed: 1 }), gateReachedAt: ago(1) }, later],
      { failures: 1, pauseMinutes: 30 },
      'Stopped in wave 1: 1 of 10 clients failed, the limit is 1.',
    ],
    [
      'outside of its window',
      [aWave({ failed: 1 }), later],
      { failures: 1, window: closed },
      'Stopped in wave 1: 1 of 10 clients failed, the limit is 1.',
    ],
    [
      'rather than going on, when both could be',
      [aWave({ success: 9, failed: 1 }), later],
      { failures: 1 },
      'Stopped in wave 1: 1 of 10 clients failed, the limit is 1.',
    ],
  ])('%s', (_name, waves, rules, text) => {
    const decision = ask(waves, rules);
    expect(decision.sentence.text.en).toBe(text);
    expect(decision).toMatchObject({ state: 'stopped', sending: false, orders: [] });
  });

  test('and says so in German', () => {
    const text = (waves: readonly WaveFacts[], rules: Rules) => ask(waves, rules).sentence.text.de;
    expect(text([aWave({ failed: 1 }), later], { failures: 1 })).toBe(
      'In Welle 1 angehalten: 1 von 10 Endgeräten ist fehlgeschlagen, die Grenze ist 1.',
    );
    expect(text([aWave({ underWay: 3, notBack: 3 }), later], { failures: 3, notBackMinutes: 15 })).toBe(
      'In Welle 1 angehalten: 3 von 10 Telefonen haben sich nicht innerhalb von 15 Minuten zurückgemeldet, die Grenze ist 3.',
    );
    expect(
      text([aWave({ failed: 2, underWay: 2, notBack: 1 }), later], { failures: 3, notBackMinutes: 15 }),
    ).toBe(
      'In Welle 1 angehalten: Von 10 Telefonen sind 2 fehlgeschlagen und 1 hat sich nicht innerhalb von 15 Minuten zurückgemeldet, die Grenze für beides zusammen ist 3.',
    );
  });

  test.each<[string, readonly WaveFacts[], Rules]>([
    ['one failure before the limit', [aWave({ failed: 1 }), later], { failures: 2 }],
    ['without limits, as long as the gate can be reached', [aWave({ failed: 1 }), later], {}],
    [
      'for phones that are away, when it waits for them',
      [aWave({ underWay: 10, notBack: 10 }), later],
      { failures: 1 },
    ],
    ['without any failure, however small the wave is', [aWave({ clients: 0 }), later], { failurePercent: 1 }],
    ['for failures in the last wave, when there is no limit', [aWave({ failed: 9 })], {}],
  ])('not %s', (_name, waves, rules) => {
    expect(ask(waves, rules).state).not.toBe('stopped');
  });
});

describe('a rollout that goes on after a stop', () => {
  const stopped = aWave({ clients: 8, canceled: 8, accepted: 2, repeat: 'held-back' });

  test('gives the order to those that were held back, in the same wave', () => {
    const decision = ask([stopped, later], { failures: 1 });
    expect(decision).toMatchObject({ state: 'running', sending: true, sentence: { params: { wave: 1 } } });
    expect(decision.orders).toEqual([{ wave: 1, for: 'held-back' }]);
    expect(decision.gateReached).toBeNull();
  });

  test('gives it again to those that failed, without stopping because of them', () => {
    const wave = aWave({ failed: 2, canceled: 8, repeat: 'failed' });
    expect(ask([wave, later], { failures: 1 }).orders).toEqual([{ wave: 1, for: 'failed' }]);
  });

  test('repeats in all waves that had begun', () => {
    const decision = ask([stopped, aWave({ canceled: 1, repeat: 'held-back' }), later]);
    expect(decision.orders.map(({ wave }) => wave)).toEqual([1, 2]);
    expect(decision.sentence.params['wave']).toBe(2);
  });

  test('waits for its window with it', () => {
    expect(ask([stopped, later], { window: closed })).toMatchObject({
      state: 'waiting-for-window',
      orders: [],
    });
  });

  test('measures its gate without those that were accepted', () => {
    const wave = aWave({ clients: 8, success: 8, accepted: 2 });
    expect(ask([wave, later], { successPercent: 100 }).orders).toEqual([{ wave: 2, for: 'all' }]);
  });
});
