import { useMemo, useRef } from 'react';
import type { Catalog } from '../../../api/types.ts';
import { withDraftRows } from './draft-rows.ts';
import type { Drafts } from './drafts.ts';
import { keepSame, NO_NOTES, type RuleNotes, rowsByParameter, ruleNotes } from './row-rules.ts';
import {
  buildRows,
  type ConfigurationRow,
  type Entry,
  entriesOfClient,
  entriesOfSummary,
  rowsAt,
  scopesOf,
} from './rows.ts';
import type { ConfigurationTargets } from './use-targets.ts';

const NO_ROWS: readonly ConfigurationRow[] = [];

type Targets = Pick<ConfigurationTargets, 'clients' | 'allKnown' | 'values'>;

/** What is known of the values that are edited, of one client or of several. */
export const entriesOf = (values: NonNullable<Targets['values']>): readonly Entry[] =>
  values.kind === 'one' ? entriesOfClient(values.values) : entriesOfSummary(values.summary);

/** Of clients that are not known nothing is held against a parameter. */
const knownPhones = ({ clients, allKnown }: Targets): Targets['clients'] => (allKnown ? clients : []);

const softwareScopes = (targets: Targets): ReadonlySet<string> =>
  scopesOf(new Set(knownPhones(targets).map((client) => client.softwareType)));

/** The rows of the area; the same objects until catalog, clients or values change. */
export function useAreaRows(
  catalog: Catalog | undefined,
  { clients, allKnown, values }: Targets,
): readonly ConfigurationRow[] {
  return useMemo(() => {
    if (catalog === undefined || values === undefined) return NO_ROWS;
    const targets = { clients, allKnown, values };
    return buildRows(catalog, softwareScopes(targets), knownPhones(targets), entriesOf(values));
  }, [catalog, clients, allKnown, values]);
}

/** The rows with those of changes to values that no client has yet; see {@link withDraftRows}. */
export function useDraftRows(
  rows: readonly ConfigurationRow[],
  catalog: Catalog | undefined,
  { clients, allKnown, values }: Targets,
  drafts: Drafts,
): readonly ConfigurationRow[] {
  return useMemo(() => {
    if (catalog === undefined || values === undefined || drafts.size === 0) return rows;
    const targets = { clients, allKnown, values };
    return withDraftRows(rows, catalog, softwareScopes(targets), drafts, (places) =>
      rowsAt(places, entriesOf(values), knownPhones(targets)),
    );
  }, [rows, catalog, clients, allKnown, values, drafts]);
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
