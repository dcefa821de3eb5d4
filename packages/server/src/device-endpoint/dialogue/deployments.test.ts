import type { ActionName, InitialReason, Item, PhoneMessage, ReplyStatus } from '@deskfleet/protocol';
import { describe, expect, test } from 'vitest';
import type { FileToBring, OrderedFile } from '../../features/deployments/index.ts';
import type {
  ConfigureWork,
  DeployWork,
  Dialogue,
  Effect,
  RestartWork,
  StepInput,
  StepResult,
} from './dialogue.ts';
import { step } from './step.ts';

const OLD = 'V1 R10.2.2';
const NEW = 'V1 R11.0.0';

function initial(reason: InitialReason, items: readonly Item[] = [], maxItems = -1): PhoneMessage {
  return {
    reason,
    nonce: 'AB',
    maxItems,
    items: [
      { name: 'mac-addr', value: '00:1A:E8:00:00:01' },
      { name: 'configuration-changed-flag', value: 'false' },
      ...items,
    ],
  };
}

const startWith = (version: string) => initial('start-up', [{ name: 'software-version', value: version }]);

function reply(
  action: ActionName,
  status: ReplyStatus = 'accepted',
  items: readonly Item[] = [],
): PhoneMessage {
  return { reason: 'reply-to', action, status, nonce: 'CD', items };
}

function run(message: PhoneMessage, given: Partial<StepInput> = {}): StepResult {
  return step({
    dialogue: undefined,
    message,
    client: { hasInventory: true, softwareChanged: false, address: '192.0.2.7' },
    work: [],
    itemListBytes: 100,
    replyItems: () => message.items,
    piecesLost: false,
    secretsAllowed: true,
    ...given,
  });
}

const file = (change: Partial<FileToBring>): FileToBring => ({
  action: 'deploy',
  fileId: '17',
  type: 'logo',
  name: 'logo.bmp',
  bytes: 900,
  sha256: 'aa',
  softwareType: null,
  softwareVersion: null,
  models: [],
  ...change,
});
const logo = file({});
const bell = file({ fileId: '18', type: 'ringtone', name: 'bell.mp3', sha256: 'bb' });
const old: OrderedFile = { action: 'delete', type: 'ringtone', name: 'old.mp3' };
const software = file({
  fileId: '19',
  type: 'software',
  name: 'cp.img',
  softwareType: 'SIP',
  softwareVersion: NEW,
});

function deploy(files: readonly OrderedFile[], change: Partial<DeployWork> = {}): DeployWork {
  return {
    kind: 'deploy-files',
    targetId: '5',
    clientId: '3',
    files: new Map(files.map((one, place) => [String(place), one])),
    priority: 'immediate',
    allowsDowngrade: false,
    repeats: false,
    progress: { files: {} },
    gone: new Set(),
    unserved: new Set(),
    present: new Set(),
    fetched: new Map(),
    softwareVersion: OLD,
    softwareGuardSeconds: 0,
    isOverdue: false,
    hasRoom: true,
    ...change,
  };
}

/** The same order after the phone was told of all of it. */
function told(files: readonly OrderedFile[], change: Partial<DeployWork> = {}, tries = 1): DeployWork {
  const states = files.map((one, place) => [
    String(place),
    { state: 'told', tries, ...(one.type === 'software' ? { softwareBefore: OLD } : {}) } as const,
  ]);
  return deploy(files, { progress: { files: Object.fromEntries(states), toldAt: '' }, ...change });
}

const had = (part: 'nothing' | 'part' | 'all') => new Map([['0', part]]);

const configure: ConfigureWork = {
  kind: 'configure',
  targetId: '1',
  pending: [{ name: 'reg-addr', value: '192.0.2.10' }],
  progress: { stored: [], refused: {} },
};
const restart = (change: Partial<RestartWork> = {}): RestartWork => ({
  kind: 'restart',
  targetId: '8',
  sent: false,
  mayRepeat: false,
  ...change,
});

function opened(result: StepResult): Dialogue {
  if (result.dialogue === undefined) throw new TypeError('the dialogue has ended');
  return result.dialogue;
}

/** What is said of a target: its last state, and everything that happened. */
function target(result: StepResult, targetId = '5') {
  const ofTarget = result.effects.filter(
    (effect): effect is Extract<Effect, { kind: 'target' }> =>
      effect.kind === 'target' && effect.targetId === targetId,
  );
  const last = ofTarget.findLast((effect) => effect.change !== undefined)?.change;
  return {
    state: last?.state,
    open: last?.open,
    reason: last?.reason?.code,
    params: last?.reason?.params,
    waitSeconds: last?.waitSeconds,
    progress: last?.progress,
    events: ofTarget.flatMap((effect) => effect.event?.code ?? []),
  };
}

const effects = <Kind extends Effect['kind']>(result: StepResult, kind: Kind) =>
  result.effects.filter((effect): effect is Extract<Effect, { kind: Kind }> => effect.kind === kind);

function status(...files: readonly Readonly<Record<string, string>>[]): PhoneMessage {
  const isIndexed = files.length > 1;
  return initial(
    'status',
    files.flatMap((fields, place) =>
      Object.entries(fields).map(([name, value]) => ({
        name: `file-deployment-${name}`,
        ...(isIndexed ? { index: place + 1 } : {}),
        value,
      })),
    ),
  );
}

describe('a phone is told of files', () => {
  const linkOf = (one: FileToBring) => ({
    fileId: one.fileId,
    clientId: '3',
    targetId: '5',
    name: one.name,
  });

  test('of a single one without index, and nobody waits for a reply', () => {
    const result = run(initial('solicited'), { work: [deploy([logo])] });
    expect(result).toMatchObject({ action: 'FileDeployment' });
    expect(result.items).toEqual([
      { name: 'file-type', value: 'LOGO' },
      { name: 'file-https-base-url', link: linkOf(logo) },
    ]);
    expect(target(result)).toMatchObject({
      state: 'in-dialogue',
      open: true,
      waitSeconds: 600,
      progress: { files: { 0: { state: 'told', tries: 1 } } },
      events: ['target.called', 'target.files_told'],
    });
    expect(effects(result, 'transfer')).toEqual([{ kind: 'transfer', targetId: '5', begins: true }]);
  });

  test('of several with an index and an action each', () => {
    const result = run(initial('solicited'), { work: [deploy([logo, old])] });
    expect(result.items).toEqual([
      { name: 'file-type', index: 1, value: 'LOGO' },
      { name: 'file-https-base-url', index: 1, link: linkOf(logo) },
      { name: 'file-action', index: 1, value: 'deploy' },
      { name: 'file-type', index: 2, value: 'RINGTONE' },
      { name: 'file-name', index: 2, value: 'old.mp3' },
      { name: 'file-action', index: 2, value: 'delete' },
    ]);
  });

  test('of one to be deleted with an index as well, and nothing is transferred', () => {
    const result = run(initial('solicited'), { work: [deploy([old])] });
    expect(result.items).toEqual([
      { name: 'file-type', index: 1, value: 'RINGTONE' },
      { name: 'file-name', index: 1, value: 'old.mp3' },
      { name: 'file-action', index: 1, value: 'delete' },
    ]);
    expect(effects(result, 'transfer')).toEqual([]);
  });

  test('of no more than it takes in one message; the rest follows its status', () => {
    const files = [logo, bell, file({ fileId: '21', type: 'picture', name: 'a.png' })];
    const first = run(initial('solicited', [], 7), { work: [deploy(files)] });
    expect(first.items.filter(({ name }) => name === 'file-type')).toHaveLength(2);
    const { progress } = target(first);
    const second = run(
      status(
        { type: 'LOGO', name: 'logo.bmp', status: 'ok' },
        { type: 'RINGTONE', name: 'bell.mp3', status: 'ok' },
      ),
      { work: [deploy(files, { progress: progress as DeployWork['progress'] })] },
    );
    expect(second.action).toBe('FileDeployment');
    expect(second.items).toContainEqual({ name: 'file-type', value: 'PIC' });
  });

  test('after values were written, and a restart waits for them', () => {
    const work = [restart(), configure, deploy([logo])];
    const first = run(initial('solicited'), { work });
    expect(first.action).toBe('WriteItems');
    const second = run(reply('WriteItems'), { dialogue: opened(first), work });
    expect(second.action).toBe('FileDeployment');
    const waiting = run(initial('solicited'), { work: [restart(), told([logo])] });
    expect(waiting.action).toBe('CleanUp');
    expect(target(waiting, '8')).toMatchObject({ state: 'waiting', reason: 'target.after_transfer' });
    const done = run(status({ type: 'LOGO', name: 'logo.bmp', status: 'ok' }), {
      work: [restart(), told([logo])],
    });
    expect(done.action).toBe('Restart');
  });

  test('not before a factory reset that was ordered earlier', () => {
    const reset = restart({ kind: 'factory-reset' });
    expect(run(initial('solicited'), { work: [reset, deploy([logo])] }).action).toBe('Restart');
    const waiting = run(initial('solicited'), { work: [{ ...reset, sent: true }, deploy([logo])] });
    expect(target(waiting)).toMatchObject({ state: 'waiting', reason: 'target.after_reset' });
  });

  test('not of what it has already, unless it shall have it again', () => {
    const change = { present: new Set(['0']) };
    const result = run(initial('solicited'), { work: [deploy([logo], change)] });
    expect(result.action).toBe('CleanUp');
    expect(target(result)).toMatchObject({ state: 'success', open: false, reason: 'target.file_present' });
    const again = run(initial('solicited'), { work: [deploy([logo], { ...change, repeats: true })] });
    expect(again.action).toBe('FileDeployment');
  });

  test('not of what was deleted here meanwhile', () => {
    const result = run(initial('solicited'), { work: [deploy([logo], { gone: new Set(['0']) })] });
    expect(result.action).toBe('CleanUp');
    expect(target(result)).toMatchObject({ state: 'failed', open: false, reason: 'target.file_gone' });
  });

  test('not of what only the file server that is switched off could give it, unless the phone has it already', () => {
    const unserved = new Set(['0']);
    const result = run(initial('solicited'), { work: [deploy([logo], { unserved })] });
    expect(result.action).toBe('CleanUp');
    expect(target(result)).toMatchObject({ state: 'failed', open: false, reason: 'target.file_server_off' });
    const present = run(initial('solicited'), {
      work: [deploy([logo], { unserved, present: new Set(['0']) })],
    });
    expect(target(present)).toMatchObject({ state: 'success', reason: 'target.file_present' });
    const firmware = run(initial('solicited'), { work: [deploy([software], { unserved })] });
    expect(target(firmware)).toMatchObject({ state: 'failed', reason: 'target.file_server_off' });
  });

  test('only while there is room; what is to be deleted needs none', () => {
    const full = run(initial('solicited'), { work: [deploy([logo], { hasRoom: false })] });
    expect(full.action).toBe('CleanUp');
    expect(target(full)).toMatchObject({ state: 'waiting', open: true, reason: 'target.no_room' });
    expect(effects(full, 'request-contact')).toEqual([]);
    // It stands in the queue, also when it had a place before.
    expect(effects(full, 'transfer')).toEqual([{ kind: 'transfer', targetId: '5', begins: false }]);
    expect(run(initial('solicited'), { work: [deploy([old], { hasRoom: false })] }).action).toBe(
      'FileDeployment',
    );
  });

  test('for one order after the other', () => {
    const work = [told([logo]), deploy([bell], { targetId: '6' })];
    const result = run(initial('solicited'), { work });
    expect(result.action).toBe('CleanUp');
    expect(target(result, '6')).toMatchObject({ state: 'waiting', reason: 'target.after_transfer' });
  });
});

describe('two orders that bring the same file', () => {
  const ok = { type: 'LOGO', name: 'LOGO~1.BMP', status: 'ok' };

  test.each([
    ['the same', logo],
    ['one of the same name and content', file({ fileId: '99', name: 'LOGO~1.BMP' })],
  ])('send it once: %s', (_which, again) => {
    const result = run(status(ok), { work: [told([logo]), deploy([again], { targetId: '6' })] });
    expect(result.action).toBe('CleanUp');
    expect(target(result)).toMatchObject({ state: 'success', reason: 'target.file_stored' });
    expect(target(result, '6')).toMatchObject({ state: 'success', reason: 'target.file_present' });
  });

  test.each([
    ['when the first one failed', { ...ok, status: 'failed' }, deploy([logo], { targetId: '6' })],
    ['when it shall come again', ok, deploy([logo], { targetId: '6', repeats: true })],
    ['when the content is another', ok, deploy([file({ fileId: '20', sha256: 'cc' })], { targetId: '6' })],
  ])('send it twice %s', (_when, told1, second) => {
    expect(run(status(told1), { work: [told([logo]), second] }).action).toBe('FileDeployment');
  });
});

test('what a phone does not get is kept with the reason, and does not keep the order open', () => {
  const reason = { code: 'target.software_outranked', params: {}, text: 'left out' };
  const leftOut = { state: 'left-out', tries: 0, reason } as const;
  const stored = { '0': { state: 'told', tries: 1 }, '1': leftOut } as const;
  const work = deploy([logo], { progress: { files: stored, toldAt: '' } });
  const result = run(status({ type: 'LOGO', name: 'logo.bmp', status: 'ok' }), { work: [work] });
  expect(target(result)).toMatchObject({
    state: 'success',
    open: false,
    progress: { files: { '0': { state: 'stored' }, '1': leftOut } },
  });
});

describe('a phone tells what became of files', () => {
  test.each([
    ['LOGO', 'logo.bmp', 'ok', 'success', 'target.file_stored'],
    ['logo', 'LOGO.BMP', 'OK', 'success', 'target.file_stored'],
    ['LOGO', 'logo~1.bmp', 'ok', 'success', 'target.file_stored'],
    ['LOGO', 'logo.bmp', 'failed', 'failed', 'target.file_refused'],
    ['LOGO', 'logo.bmp', 'not enough memory', 'failed', 'target.file_refused'],
  ])('a single %s %s: "%s"', (type, name, words, state, reason) => {
    const result = run(status({ type, name, status: words }), { work: [told([logo])] });
    expect(result.action).toBe('CleanUp');
    expect(target(result)).toMatchObject({ state, open: false, reason });
    if (state === 'failed') expect(target(result).params).toMatchObject({ status: words });
  });

  test('several with indexes, each for itself', () => {
    const result = run(
      status(
        { type: 'RINGTONE', name: 'bell.mp3', status: 'failed' },
        { type: 'LOGO', name: 'logo.bmp', status: 'ok' },
      ),
      { work: [told([logo, bell])] },
    );
    expect(target(result)).toMatchObject({
      state: 'partial-successful',
      open: false,
      reason: 'target.files_refused_some',
      params: { count: 2, refused: 1, name: 'bell.mp3' },
      events: ['target.called', 'target.file_refused', 'target.file_stored', 'target.files_refused_some'],
    });
  });

  test('where each file comes from is kept, and also what nobody ordered', () => {
    const result = run(
      status(
        { type: 'LOGO', name: 'logo.bmp', status: 'ok', date: '24:12:2025', time: '17:05:09' },
        { type: 'PIC', name: 'other.png', status: 'ok' },
      ),
      { work: [told([logo])] },
    );
    expect(effects(result, 'files-told')).toMatchObject([
      {
        files: [
          { name: 'logo.bmp', date: '24:12:2025', source: { targetId: '5', fileId: '17', sha256: 'aa' } },
          { name: 'other.png' },
        ],
      },
    ]);
    expect(effects(result, 'reported')).toEqual([]);
  });

  test('some of them: the others are waited for', () => {
    const work = [told([logo, bell])];
    const result = run(status({ type: 'LOGO', name: 'logo.bmp', status: 'ok' }), { work });
    expect(target(result)).toMatchObject({
      state: 'in-dialogue',
      open: true,
      reason: 'target.files_waiting',
    });
  });

  test('by refusing: in a call it is asked to call back, and is told again then', () => {
    const work = [deploy([logo])];
    const first = run(initial('solicited'), { work });
    const busy = run(reply('FileDeployment', 'busy'), { dialogue: opened(first), work: [told([logo])] });
    expect(busy).toMatchObject({ action: 'CleanUp', items: [{ name: 'send-solicited', value: 'true' }] });
    expect(target(busy)).toMatchObject({
      state: 'busy',
      open: true,
      progress: { files: { 0: { state: 'pending', tries: 0 } } },
    });
    expect(effects(busy, 'transfer')).toEqual([{ kind: 'transfer', targetId: '5', begins: false }]);
    const failed = run(reply('FileDeployment', 'failed'), { dialogue: opened(first), work: [told([logo])] });
    expect(target(failed)).toMatchObject({ state: 'failed', open: false, params: { status: 'failed' } });
  });

  test('by giving up the dialogue', () => {
    const dialogue = opened(run(initial('solicited'), { work: [deploy([logo])] }));
    const message: PhoneMessage = {
      reason: 'clean-up',
      nonce: 'EF',
      items: [{ name: 'cleanup-reason', value: 'invalid XML' }],
    };
    const result = run(message, { dialogue, work: [told([logo])] });
    expect(target(result)).toMatchObject({ state: 'failed', open: false, reason: 'target.aborted' });
  });
});

describe('a phone that tells nothing', () => {
  const silent = (files: readonly OrderedFile[], change: Partial<DeployWork> = {}, tries = 1) =>
    told(files, { isOverdue: true, ...change }, tries);
  const listed = (type: string, name: string, words = 'ok'): Item[] => [
    { name: 'file-deployment-type', index: 4, value: type },
    { name: 'file-deployment-name', index: 4, value: name },
    { name: 'file-deployment-status', index: 4, value: words },
  ];
  function listing(work: DeployWork, items: readonly Item[], reason: InitialReason = 'solicited') {
    const first = run(initial(reason), { work: [work] });
    expect(first.action).toBe('ReadAllItems');
    expect(target(first).events).toContain('target.files_asked');
    return run(reply('ReadAllItems', 'accepted', items), { dialogue: opened(first), work: [work] });
  }

  test('is left alone while it may still be fetching', () => {
    const result = run(initial('solicited'), { work: [told([logo])] });
    expect(result.action).toBe('CleanUp');
    expect(target(result)).toMatchObject({ reason: 'target.files_waiting', waitSeconds: 600 });
  });

  test.each([
    ['has it', logo, listed('LOGO', 'logo.bmp'), {}, 'success', 'target.file_stored'],
    [
      'fetched and has it',
      logo,
      listed('LOGO', 'logo.bmp'),
      { fetched: had('all') },
      'success',
      'target.file_stored',
    ],
    ['says why not', logo, listed('LOGO', 'logo.bmp', 'failed'), {}, 'failed', 'target.file_refused'],
    ['has it no longer', old, [], {}, 'success', 'target.file_deleted'],
  ] as const)('and lists that it %s', (_what, ordered, items, change, state, reason) => {
    const result = listing(silent([ordered], change), items);
    expect(target(result)).toMatchObject({ state, open: false, reason });
  });

  test.each([
    ['does not list the file', logo, [], {}, 'target.file_not_listed'],
    [
      'lists an older one of the same name, which it had before',
      logo,
      listed('LOGO', 'logo.bmp'),
      { fetched: had('nothing') },
      'target.file_not_fetched',
    ],
    ['still has what was to be deleted', old, listed('RINGTONE', 'old.mp3'), {}, 'target.file_still_there'],
  ] as const)('and %s is told once more, and then no more', (_what, ordered, items, change, reason) => {
    const again = listing(silent([ordered], change), items);
    expect(again.action).toBe('FileDeployment');
    expect(target(again)).toMatchObject({
      open: true,
      progress: { files: { 0: { state: 'told', tries: 2 } } },
    });
    const over = listing(silent([ordered], change, 2), items);
    expect(over.action).toBe('CleanUp');
    expect(target(over)).toMatchObject({ state: 'failed', open: false, reason });
  });

  test('because it has started anew is asked at once', () => {
    const result = listing(told([logo]), listed('LOGO', 'logo.bmp'), 'start-up');
    expect(target(result)).toMatchObject({ state: 'success', open: false });
  });
});

describe('software', () => {
  test('goes last, with type, priority and version', () => {
    const work = [deploy([software], { priority: 'normal' }), configure];
    const first = run(initial('solicited'), { work });
    expect(first.action).toBe('WriteItems');
    const second = run(reply('WriteItems'), { dialogue: opened(first), work });
    expect(second.action).toBe('SoftwareDeployment');
    expect(second.items).toEqual([
      { name: 'file-type', value: 'APP' },
      {
        name: 'file-https-base-url',
        link: { fileId: '19', clientId: '3', targetId: '5', name: 'cp.img' },
      },
      { name: 'file-priority', value: 'normal' },
      { name: 'file-sw-type', value: 'Siemens SIP' },
      { name: 'file-sw-version', value: '1.11.0.0' },
    ]);
    expect(target(second)).toMatchObject({
      state: 'in-dialogue',
      reason: 'target.software_told',
      waitSeconds: 900,
      progress: { files: { 0: { state: 'told', tries: 1, softwareBefore: OLD } } },
    });
    expect(effects(second, 'software')).toEqual([{ kind: 'software', targetId: '5', told: true }]);
  });

  test('waits for the other files of its order', () => {
    const files = [software, logo];
    const first = run(initial('solicited'), { work: [deploy(files)] });
    expect(first.action).toBe('FileDeployment');
    const second = run(status({ type: 'LOGO', name: 'logo.bmp', status: 'ok' }), {
      work: [deploy(files, { progress: target(first).progress as DeployWork['progress'] })],
    });
    expect(second.action).toBe('SoftwareDeployment');
  });

  test('saves the phone a restart that was ordered beside it', () => {
    const work = [restart(), deploy([software])];
    const first = run(initial('solicited'), { work });
    expect(first.action).toBe('SoftwareDeployment');
    const second = run(startWith(NEW), { dialogue: opened(first), work: [restart(), told([software])] });
    expect(second.action).toBe('CleanUp');
    expect(target(second, '8')).toMatchObject({ state: 'success', reason: 'target.restarted' });
  });

  test.each([
    ['the same version', NEW, {}, 'success', 'target.software_present'],
    ['the same with other blanks', 'V1  R11.0.0', {}, 'success', 'target.software_present'],
    ['a newer version', 'V1 R11.0.1', {}, 'failed', 'target.software_downgrade'],
    ['a newer one by its sub-major', 'V1.2 R1.0.0', {}, 'failed', 'target.software_downgrade'],
  ])('is not sent to a phone with %s', (_what, softwareVersion, change, state, reason) => {
    const result = run(initial('solicited'), { work: [deploy([software], { softwareVersion, ...change })] });
    expect(result.action).toBe('CleanUp');
    expect(target(result)).toMatchObject({ state, open: false, reason });
  });

  test.each([
    ['a newer version when going back is allowed', 'V2 R0.0.0', { allowsDowngrade: true }],
    ['the same version when it is to come again', NEW, { repeats: true }],
    ['a version that is none', 'latest', {}],
  ])('is sent to a phone with %s', (_what, softwareVersion, change) => {
    const result = run(initial('solicited'), { work: [deploy([software], { softwareVersion, ...change })] });
    expect(result.action).toBe('SoftwareDeployment');
  });

  test.each([
    ['the new version', NEW, {}, 1, 'success', 'target.software_installed'],
    ['the new version, written in its own way', '1.11.0.0', {}, 1, 'success', 'target.software_installed'],
    ['its old version', OLD, {}, 1, 'failed', 'target.software_not_installed'],
    [
      'its old version, all fetched',
      OLD,
      { fetched: had('all') },
      1,
      'failed',
      'target.software_not_installed',
    ],
    ['a third version', 'V1 R9.0.0', {}, 1, 'failed', 'target.software_other'],
    [
      'its old version, nothing fetched twice',
      OLD,
      { fetched: had('nothing') },
      2,
      'failed',
      'target.software_not_fetched',
    ],
  ] as const)('shows by a start with %s', (_what, version, change, tries, state, reason) => {
    const work = [told([software], { softwareGuardSeconds: 700, ...change }, tries)];
    const result = run(startWith(version), { work });
    expect(target(result)).toMatchObject({ state, open: false, reason });
  });

  test('that a phone could not fetch before somebody pulled its plug is sent again after its time', () => {
    const fetched = had('part');
    const result = run(startWith(OLD), { work: [told([software], { softwareGuardSeconds: 700, fetched })] });
    expect(result.action).toBe('CleanUp');
    expect(target(result)).toMatchObject({
      state: 'waiting',
      open: true,
      reason: 'target.software_guard',
      waitSeconds: 700,
      progress: { files: { 0: { state: 'pending', tries: 1 } } },
    });
    expect(target(result).events).toContain('target.software_interrupted');
  });

  test('of a phone that starts without naming its version is asked for', () => {
    const work = [told([software])];
    const first = run(initial('start-up'), { work });
    expect(first).toMatchObject({ action: 'ReadItems', items: [{ name: 'software-version', value: '' }] });
    const answer = reply('ReadItems', 'accepted', [{ name: 'software-version', value: NEW }]);
    const second = run(answer, { dialogue: opened(first), work });
    expect(second.action).toBe('CleanUp');
    expect(target(second)).toMatchObject({ state: 'success', reason: 'target.software_installed' });
  });

  test('is heard of also by a call that is no start', () => {
    const message = initial('local-changes', [{ name: 'software-version', value: NEW }]);
    const result = run(message, { work: [told([software], { softwareGuardSeconds: 100 })] });
    expect(target(result)).toMatchObject({ state: 'success', reason: 'target.software_installed' });
  });

  test('is never sent again within its time, whoever ordered it', () => {
    const solicited = initial('solicited', [{ name: 'software-version', value: OLD }]);
    const guarded = { softwareGuardSeconds: 300 };
    const first = run(solicited, { work: [told([software], guarded)] });
    expect(first.action).toBe('CleanUp');
    expect(target(first)).toMatchObject({ open: true, reason: 'target.software_waiting' });
    const other = run(solicited, { work: [deploy([software], { targetId: '6', ...guarded })] });
    expect(other.action).toBe('CleanUp');
    expect(target(other, '6')).toMatchObject({ reason: 'target.software_guard', waitSeconds: 300 });
    const later = run(solicited, { work: [told([software])] });
    expect(later.action).toBe('SoftwareDeployment');
    const twice = run(solicited, { work: [told([software], {}, 2)] });
    expect(target(twice)).toMatchObject({ state: 'failed', reason: 'target.software_not_installed' });
  });

  test('that is refused in a call may be sent again as soon as the call is over', () => {
    const work = [deploy([software], { priority: 'normal' })];
    const first = run(initial('solicited'), { work });
    const busy = run(reply('SoftwareDeployment', 'busy'), {
      dialogue: opened(first),
      work: [told([software], { softwareGuardSeconds: 900 })],
    });
    expect(busy.items).toEqual([{ name: 'send-solicited', value: 'true' }]);
    expect(target(busy)).toMatchObject({ state: 'busy', progress: { files: { 0: { state: 'pending' } } } });
    expect(effects(busy, 'software')).toEqual([{ kind: 'software', targetId: '5', told: false }]);
  });

  test('that the phone cannot use has failed in its words', () => {
    const work = [told([software], { softwareGuardSeconds: 800 })];
    const result = run(status({ type: 'APP', name: 'cp.img', status: 'wrong hardware' }), { work });
    expect(target(result)).toMatchObject({
      state: 'failed',
      reason: 'target.file_refused',
      params: { status: 'wrong hardware' },
    });
    expect(effects(result, 'files-told')).toEqual([]);
  });

  test('is no reason to restart a phone that is just fetching it', () => {
    const result = run(initial('solicited'), {
      work: [told([software], { softwareGuardSeconds: 800 }), restart()],
    });
    expect(result.action).toBe('CleanUp');
    expect(target(result, '8')).toMatchObject({ state: 'waiting', reason: 'target.after_transfer' });
  });
});

test('several files of one order end in one sentence', () => {
  const work = [deploy([logo, software], { present: new Set(['0']), softwareVersion: NEW })];
  const result = run(initial('solicited'), { work });
  expect(target(result)).toMatchObject({
    state: 'success',
    reason: 'target.files_done',
    params: { count: 2 },
    events: ['target.called', 'target.file_present', 'target.software_present', 'target.files_done'],
  });
});
