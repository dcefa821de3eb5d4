import type { Client, ClientValues, ValuesSummary } from '../../api/types.ts';
import type { Change } from './changes.ts';
import type { RuleNotes } from './row-rules.ts';
import type { StoredValue, ValueKey } from './rows.ts';

/** Values of what a configuration area is for. */
export type ElementValues =
  | { kind: 'one'; clientId: string; values: ClientValues }
  | { kind: 'several'; summary: ValuesSummary }
  | { kind: 'stored'; items: readonly StoredValue[] };

/** What a configuration area is for: a client, several clients, a mobile user, or a template. */
export interface ConfiguredElement {
  /** Scopes of the catalog that apply. */
  scopes: ReadonlySet<string>;
  /** Clients of which model and software are known; none for users and templates. */
  clients: readonly Client[];
  /** Whether `clients` are all of them. */
  allKnown: boolean;
  /** Models that a template is for. */
  models?: readonly string[];
  /** Number of clients, 0 for users and templates; undefined while it is not known. */
  count: number | undefined;
  values: ElementValues | undefined;
  loading: boolean;
  error: unknown;
  retry: () => void;
}

/** Of which models the phones are, as far as it is known: of several clients the kinds of all of them. */
export function modelsOf({ values, clients }: Pick<ConfiguredElement, 'values' | 'clients'>) {
  return values?.kind === 'several' ? values.summary.kinds : clients;
}

/** How many phones the lines tell of: none, one, or several, whatever their number is. */
export function phoneCount({ values, count = 0 }: Pick<ConfiguredElement, 'values' | 'count'>): number {
  if (values?.kind === 'stored') return 0;
  return values?.kind === 'several' ? Math.max(count, 2) : 1;
}

/** What the dialog that submits changes gets. */
export interface SubmitDialogProps {
  changes: readonly Change[];
  /** What the rules between parameters say with the changes. */
  notes: RuleNotes;
  /** The changes are taken; with the job that carries them to phones, where there is one. */
  onSubmitted: (jobId: string | null) => void;
  /** The server refused some values, in its words. */
  onRefused: (objections: ReadonlyMap<ValueKey, string>) => void;
  onClose: () => void;
}
