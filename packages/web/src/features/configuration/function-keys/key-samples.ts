import type { Catalog, ClientValue, ClientValues, FunctionKeys, Parameter } from '../../../api/types.ts';
import { aParameter } from '../../../shared/testing/a-parameter.ts';
import type { Draft } from '../drafts.ts';
import { entriesOfClient, rowsAt, scopesOf, valueKey } from '../rows.ts';
import { type Conflicts, findConflicts } from './key-conflicts.ts';
import type { Edit } from './key-edits.ts';
import { type KeyKnowledge, type KeyState, keyRows, keyStates, knowKeys } from './key-state.ts';

/** Tests of function keys: a small catalog of columns and functions, and phones with values. */

function column(id: string, item: string, changes: Partial<Parameter> = {}): Parameter {
  return aParameter({ item, index: { kind: 'keys' }, list: 'function-keys', ...changes, id });
}

const choice = (value: string, wire: string) => ({
  value,
  wire,
  label: { en: value, de: value },
  certainty: 'certain' as const,
});

const flag = { type: 'boolean', emptyWire: null } as const;

export const catalog: Catalog = {
  version: '1',
  lists: [],
  relations: [],
  items: [
    column('7.7.2/fpk.function', 'function-key-def', {
      type: 'enum',
      emptyWire: null,
      default: 'none',
      values: [
        choice('none', '0'),
        choice('selected-dialing', '1'),
        choice('forwarding', '6'),
        choice('hold', '10'),
        choice('shift', '18'),
        choice('line', '31'),
        choice('server-feature', '54'),
      ],
    }),
    column('7.7.2/fpk:label', 'key-label-unicode', { maxLength: 24 }),
    column('other/key-label', 'key-label'),
    column('other/key-functionality', 'key-functionality', {
      type: 'enum',
      emptyWire: null,
      values: [choice('built-in', '0'), choice('programmed', '1')],
    }),
    column('other/locked-function-keys', 'locked-function-keys', flag),
    column('other/select-dial', 'select-dial'),
    column('other/forwarding-type', 'forwarding-type', {
      type: 'enum',
      emptyWire: null,
      default: 'unconditional',
      values: [choice('unconditional', '0'), choice('busy', '2')],
    }),
    column('other/forwarding-dest', 'forwarding-dest'),
    column('other/stimulus-feature-code', 'stimulus-feature-code'),
    column('other/stimulus-DTMF-sequence', 'stimulus-DTMF-sequence'),
    column('other/line-sip-uri', 'line-sip-uri'),
    column('other/line-primary', 'line-primary', flag),
    column('other/line-sip-user-id', 'line-sip-user-id'),
    column('other/line-sip-pwd', 'line-sip-pwd', { type: 'password', secret: true }),
    column('other/line-ring-delay', 'line-ring-delay', { type: 'integer', emptyWire: null }),
    aParameter({
      id: 'other/default-locked-function-keys',
      item: 'default-locked-function-keys',
      ...flag,
    }),
  ],
};

const field = (name: string, required = false) => ({ parameter: `other/${name}`, required, rare: false });
const plain = { oneOf: [], secondLevel: false, models: null };

export const known: FunctionKeys = {
  functions: [
    { ...plain, value: 'none', fields: [], secondLevel: true },
    { ...plain, value: 'selected-dialing', fields: [field('select-dial', true)], secondLevel: true },
    { ...plain, value: 'forwarding', fields: [field('forwarding-type', true), field('forwarding-dest')] },
    { ...plain, value: 'hold', fields: [], models: ['OpenStage 40'] },
    { ...plain, value: 'shift', fields: [] },
    {
      ...plain,
      value: 'line',
      fields: [
        field('line-sip-uri', true),
        field('line-primary'),
        field('line-sip-user-id'),
        field('line-sip-pwd'),
        field('line-ring-delay'),
      ],
    },
    {
      ...plain,
      value: 'server-feature',
      fields: [field('stimulus-feature-code'), field('stimulus-DTMF-sequence')],
      oneOf: ['other/stimulus-feature-code', 'other/stimulus-DTMF-sequence'],
    },
  ],
  layouts: [
    { models: ['OpenStage 40'], keys: 6, levels: 2, certainty: 'certain', source: 'G 120' },
    { models: ['CP200'], keys: 4, levels: 1, certainty: 'inferred', source: 'guide' },
  ],
  numbering: {
    secondLevel: 1000,
    firstModule: 300,
    moduleStep: 100,
    moduleKeys: 12,
    fixedFrom: 4001,
    fixedTo: 4099,
  },
};

export const knowledge: KeyKnowledge = knowKeys(catalog, known, scopesOf(new Set(['SIP'])));

/** A value that the phone reports, unless changed. */
export function aValue(
  item: string,
  index: number | null,
  reported: string | null,
  changes: Partial<ClientValue> = {},
): ClientValue {
  return {
    item,
    index,
    parameterId: null,
    secret: false,
    reported,
    reportedExact: true,
    reportedAt: '2026-04-01T10:00:00Z',
    desired: null,
    desiredSet: false,
    desiredOrigin: null,
    desiredAt: null,
    desiredBy: null,
    state: 'unmanaged',
    waitingReason: null,
    refused: null,
    layers: [],
    ...changes,
  };
}

/** A phone with keys 1 to 4, 1001 and 4002, and what can be done with them. */
export class Phone {
  readonly #values: ClientValues;
  readonly #numbers: readonly number[];
  drafts: ReadonlyMap<string, Draft> = new Map();

  constructor(items: ClientValue[], numbers: readonly number[] = [1, 2, 3, 4, 1001, 4002]) {
    this.#values = { reportedAt: null, items };
    this.#numbers = numbers;
  }

  get keys(): ReadonlyMap<number, KeyState> {
    const rows = keyRows(knowledge, this.#numbers, (places) =>
      rowsAt(places, entriesOfClient(this.#values), []),
    );
    return keyStates(knowledge, rows, this.drafts, false);
  }

  key(number: number): KeyState {
    const key = this.keys.get(number);
    if (key === undefined) throw new RangeError(`no key ${number}`);
    return key;
  }

  /** Takes edits into the drafts, as the app does. */
  apply(edits: readonly Edit[]): this {
    const drafts = new Map(this.drafts);
    for (const { row, draft } of edits) {
      if (draft === null) drafts.delete(row.key);
      else drafts.set(row.key, draft);
    }
    this.drafts = drafts;
    return this;
  }

  set(item: string, index: number, value: string): this {
    this.drafts = new Map(this.drafts).set(valueKey(item, index), { kind: 'set', value });
    return this;
  }

  /** The unsubmitted changes, readable: value, or null where a wish is withdrawn. */
  get changes(): Record<string, string | null> {
    return Object.fromEntries(
      [...this.drafts].map(([key, draft]) => [key, draft.kind === 'set' ? draft.value : null]),
    );
  }

  conflicts(...models: string[]): Conflicts {
    return findConflicts({ keys: this.keys, knowledge, models: new Set(models) });
  }
}
