import { useMemo, useRef } from 'react';
import type { Catalog } from '../../api/types.ts';
import type { ConfiguredElement } from './configured-element.ts';
import { withDraftRows } from './draft-rows.ts';
import type { Drafts } from './drafts.ts';
import { keepSame, NO_NOTES, type RuleNotes, rowsByParameter, ruleNotes } from './row-rules.ts';
import {
  buildRows,
  type ConfigurationRow,
  type Entry,
  entriesOfClient,
  entriesOfStored,
  entriesOfSummary,
  rowsAt,
} from './rows.ts';

const NO_ROWS: readonly ConfigurationRow[] = [];

type Element = Pick<ConfiguredElement, 'scopes' | 'clients' | 'allKnown' | 'values'>;

/** What is known of the values that are edited. */
export function entriesOf(values: NonNullable<Element['values']>): readonly Entry[] {
  switch (values.kind) {
    case 'one':
      return entriesOfClient(values.values);
    case 'several':
      return entriesOfSummary(values.summary);
    case 'stored':
      return entriesOfStored(values.items);
  }
}

/** Of clients that are not known nothing is held against a parameter. */
const knownPhones = (clients: Element['clients'], allKnown: boolean): Element['clients'] =>
  allKnown ? clients : [];

/** The rows of the area; the same objects until catalog, element or values change. */
export function useAreaRows(
  catalog: Catalog | undefined,
  { scopes, clients, allKnown, values }: Element,
): readonly ConfigurationRow[] {
  return useMemo(() => {
    if (catalog === undefined || values === undefined) return NO_ROWS;
    return buildRows(catalog, scopes, knownPhones(clients, allKnown), entriesOf(values));
  }, [catalog, scopes, clients, allKnown, values]);
}

/** The rows with those of changes to values that nobody has yet; see {@link withDraftRows}. */
export function useDraftRows(
  rows: readonly ConfigurationRow[],
  catalog: Catalog | undefined,
  { scopes, clients, allKnown, values }: Element,
  drafts: Drafts,
): readonly ConfigurationRow[] {
  return useMemo(() => {
    if (catalog === undefined || values === undefined || drafts.size === 0) return rows;
    return withDraftRows(rows, catalog, scopes, drafts, (places) =>
      rowsAt(places, entriesOf(values), knownPhones(clients, allKnown)),
    );
  }, [rows, catalog, scopes, clients, allKnown, values, drafts]);
}

/** What the rules between parameters say of the rows with these changes. */
export function useRuleNotes(
  relations: Catalog['relations'],
  rows: readonly ConfigurationRow[],
  drafts: Drafts,
): RuleNotes {
  const byParameter = useMemo(() => rowsByParameter(rows), [rows]);
  const before = useRef<RuleNotes>(NO_NOTES);
  const notes = useMemo(
    () => keepSame(before.current, ruleNotes(relations, byParameter, drafts)),
    [relations, byParameter, drafts],
  );
  before.current = notes;
  return notes;
}
