import type { ItemName, ItemNameOverride } from '../../api/types.ts';

export type IndexRule = NonNullable<ItemNameOverride['index']>;
export type IndexKind = IndexRule['kind'];

export const INDEX_KINDS: readonly IndexKind[] = ['single', 'fixed', 'list', 'keys'];

/** A correction while it is being edited: everything as typed. */
export interface OverrideDraft {
  item: string;
  kind: IndexKind;
  /** Of `fixed`; of `single` the one that is tolerated, at will. */
  index: string;
  from: '0' | '1';
  /** Of `list`; empty: without end. */
  to: string;
  optional: boolean;
  /** By the id of the choice. */
  codes: Readonly<Record<string, string>>;
}

/** Field of the server, and of the draft. */
export type DraftField = 'item' | 'index' | `codes.${string}`;

export function draftOf({ item, index: rule, codes }: ItemName): OverrideDraft {
  return {
    item,
    kind: rule.kind,
    index:
      rule.kind === 'fixed' ? String(rule.index) : rule.kind === 'single' ? String(rule.tolerated ?? '') : '',
    from: rule.kind === 'list' && rule.from === 0 ? '0' : '1',
    to: rule.kind === 'list' ? String(rule.to ?? '') : '',
    optional: rule.kind === 'list' && rule.optional === true,
    codes: Object.fromEntries((codes ?? []).map(({ value, wire }) => [value, wire])),
  };
}

/** What the released catalog says, as a draft. */
export function releasedDraft(name: ItemName): OverrideDraft {
  return draftOf({ ...name, ...name.released });
}

const NUMBER = /^\d{1,5}$/;
const MAX_INDEX = 65_535;
const ITEM = /^[A-Za-z][A-Za-z0-9._-]{0,127}$/;

export type DraftFault = 'item' | 'index' | 'to' | 'code';

/** What is wrong with a draft before the server is asked, by field. */
export function faultsOf(draft: OverrideDraft): Partial<Record<DraftField, DraftFault>> {
  const faults: Partial<Record<DraftField, DraftFault>> = {};
  if (!ITEM.test(draft.item.trim())) faults.item = 'item';
  if (draft.kind === 'fixed' && !isIndex(draft.index)) faults.index = 'index';
  if (draft.kind === 'single' && draft.index.trim() !== '' && !isIndex(draft.index)) faults.index = 'index';
  if (draft.kind === 'list' && draft.to.trim() !== '') {
    if (!isIndex(draft.to)) faults.index = 'index';
    else if (Number(draft.to) < Number(draft.from)) faults.index = 'to';
  }
  for (const [value, wire] of Object.entries(draft.codes)) {
    if (wire.trim() === '') faults[`codes.${value}`] = 'code';
  }
  return faults;
}

function isIndex(text: string): boolean {
  return NUMBER.test(text.trim()) && Number(text) <= MAX_INDEX;
}

/** The correction that a draft without faults means: only what differs from this release. */
export function overrideOf(draft: OverrideDraft, name: ItemName): ItemNameOverride {
  const released = releasedDraft(name);
  const codes = Object.entries(draft.codes)
    .map(([value, wire]) => [value, wire.trim()] as const)
    .filter(([value, wire]) => released.codes[value] !== wire);
  const item = draft.item.trim();
  const rule = ruleOf(draft);
  return {
    ...(item === released.item ? {} : { item }),
    ...(JSON.stringify(rule) === JSON.stringify(ruleOf(released)) ? {} : { index: rule }),
    ...(codes.length === 0 ? {} : { codes: Object.fromEntries(codes) }),
  };
}

function ruleOf({ kind, index, from, to, optional }: OverrideDraft): IndexRule {
  switch (kind) {
    case 'single':
      return index.trim() === '' ? { kind } : { kind, tolerated: Number(index) };
    case 'fixed':
      return { kind, index: Number(index) };
    case 'list':
      return {
        kind,
        from: from === '0' ? 0 : 1,
        ...(to.trim() === '' ? {} : { to: Number(to) }),
        ...(optional ? { optional: true as const } : {}),
      };
    case 'keys':
      return { kind };
  }
}

/** Whether two drafts mean the same. */
export function sameDraft(one: OverrideDraft, other: OverrideDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
