import type { Catalog } from '@deskfleet/catalog';
import type { ClientKind } from '../values/index.ts';

/** What a change is about. */
export interface SettleContext {
  readonly catalog: Catalog;
  /** User name of who brought it about; null: the phone itself, by what it says. */
  readonly by: string | null;
  /** The job that brings it to the phones; absent: they get it when they call. */
  readonly jobId?: string;
  readonly now: Date;
}

/** How a template comes to a client. */
export type AssignmentOrigin = 'group' | 'template' | 'onboarding';

/** A template that wants its values on a client. */
export interface Assignment {
  readonly clientId: string;
  readonly origin: AssignmentOrigin;
  readonly templateId: string;
  /** As in `desired_values`: of one origin the smaller one goes first. */
  readonly ranking: number;
}

/** What of a template decides on which clients it wants values, and which of several goes first. */
export interface AssignableTemplate {
  readonly id: string;
  readonly name: string;
  readonly ranking: number;
  readonly models: readonly string[];
  readonly softwareTypes: readonly string[];
}

/** A template that a client has by one of its groups. */
export interface GroupWish {
  readonly clientId: string;
  readonly templateId: string;
  readonly groupRanking: number;
  /** Place of the template in the group, from 0. */
  readonly position: number;
}

/** Whether a template is for phones of a kind. */
export function fitsKind(
  { models, softwareTypes }: Pick<AssignableTemplate, 'models' | 'softwareTypes'>,
  { model, softwareType }: Pick<ClientKind, 'model' | 'softwareType'>,
): boolean {
  return (
    (models.length === 0 || models.includes(model)) &&
    (softwareTypes.length === 0 || softwareTypes.includes(softwareType))
  );
}

/** Rankings go to 999, and a group has at most 50 templates: all three fit into one number (below two thousand million). */
const RANKINGS = 1_000;

/** The ranking of a group decides first, then that of the template, then its place in the group. */
export function groupRanking(groupRank: number, templateRank: number, position: number): number {
  return (groupRank * RANKINGS + templateRank) * RANKINGS + position;
}

/** What changes when clients get what is wanted on them. */
export interface AssignmentChanges {
  readonly joined: readonly Assignment[];
  readonly left: readonly Assignment[];
  /** They stay, with another ranking. */
  readonly reranked: readonly Assignment[];
}

/** Compares what is wanted with what has been assigned. */
export function compareAssignments(
  wanted: readonly Assignment[],
  assigned: readonly Assignment[],
): AssignmentChanges {
  const known = new Map(assigned.map((one) => [keyOf(one), one]));
  const kept = new Set(wanted.map(keyOf));
  return {
    joined: wanted.filter((one) => !known.has(keyOf(one))),
    left: assigned.filter((one) => !kept.has(keyOf(one))),
    reranked: wanted.filter((one) => {
      const before = known.get(keyOf(one));
      return before !== undefined && before.ranking !== one.ranking;
    }),
  };
}

/** Of several groups of a client that have the same template, the one that goes first counts. */
export function ofGroups(
  wishes: readonly GroupWish[],
  templates: ReadonlyMap<string, AssignableTemplate>,
): Assignment[] {
  const best = new Map<string, Assignment>();
  for (const { clientId, templateId, groupRanking: groupRank, position } of wishes) {
    const template = templates.get(templateId);
    if (template === undefined) continue;
    const ranking = groupRanking(groupRank, template.ranking, position);
    const assignment: Assignment = { clientId, origin: 'group', templateId, ranking };
    const known = best.get(keyOf(assignment));
    if (known === undefined || ranking < known.ranking) best.set(keyOf(assignment), assignment);
  }
  return [...best.values()];
}

function keyOf({ clientId, origin, templateId }: Assignment): string {
  return `${clientId} ${origin} ${templateId}`;
}
