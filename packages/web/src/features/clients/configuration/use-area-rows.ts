import { useMemo, useRef } from 'react';
import type { Catalog } from '../../../api/types.ts';
import type { Drafts } from './drafts.ts';
import { keepSame, NO_NOTES, type RuleNotes, rowsByParameter, ruleNotes } from './row-rules.ts';
import { buildRows, type ConfigurationRow, entriesOfClient, entriesOfSummary, scopesOf } from './rows.ts';
import type { ConfigurationTargets } from './use-targets.ts';

const NO_ROWS: readonly ConfigurationRow[] = [];

/** The rows of the area; the same objects until catalog, clients or values change. */
export function useAreaRows(
  catalog: Catalog | undefined,
  { clients, allKnown, values }: Pick<ConfigurationTargets, 'clients' | 'allKnown' | 'values'>,
): readonly ConfigurationRow[] {
  return useMemo(() => {
    if (catalog === undefined || values === undefined) return NO_ROWS;
    // Of clients that are not known nothing is held against a parameter.
    const known = allKnown ? clients : [];
    const entries = values.kind === 'one' ? entriesOfClient(values.values) : entriesOfSummary(values.summary);
    return buildRows(catalog, scopesOf(new Set(known.map((client) => client.softwareType))), known, entries);
  }, [catalog, clients, allKnown, values]);
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
