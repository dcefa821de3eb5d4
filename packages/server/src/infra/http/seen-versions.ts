import Type from 'typebox';
import { AppError, type FieldError } from '../errors/index.ts';
import type { Versioned } from './preconditions.ts';

/** One of several things that are changed at once, as it is now. */
export interface SeenThing extends Pick<Versioned, 'version' | 'updatedBy'> {
  readonly id: string;
  /** As administrators know it. */
  readonly name: string;
  readonly updatedAt: Date;
}

/** In which versions somebody has seen things, by id. */
export type SeenVersions = Readonly<Record<string, number>>;

/** What a change of several things says of the states that it is meant for, as `If-Match` does for one. */
export const SeenVersionsSchema = Type.Optional(
  Type.Record(Type.String(), Type.Integer({ minimum: 1, description: 'The version.', examples: [7] }), {
    maxProperties: 50_000,
    description:
      'The `version` of each of them as it was seen, by id. When somebody has changed one since, nothing happens, and the answer names who (`request.outdated`). What is not named here is taken as it is now.',
    examples: [{ '4711': 7 }],
  }),
);

const MAX_ERRORS = 100;

/**
 * Makes sure that a change of several things is meant for the states that are there now; see `checkIfMatch`. Call it in the
 * transaction that holds the rows.
 *
 * @throws AppError `request.outdated` with an error for each thing that somebody has changed meanwhile; their fields are the ids
 */
export function checkSeenVersions(seen: SeenVersions | undefined, current: readonly SeenThing[]): void {
  const outdated = current.filter(({ id, version }) => (seen?.[id] ?? version) !== version);
  const errors = outdated.slice(0, MAX_ERRORS).map((thing): FieldError => {
    const at = thing.updatedAt.toISOString();
    const text = {
      en: `Meanwhile ${thing.updatedBy ?? 'somebody'} has changed “${thing.name}”, on ${at}: look at it and try again.`,
      de: `Inzwischen hat ${thing.updatedBy ?? 'jemand'} „${thing.name}“ geändert, am ${at}: Sehen Sie es sich an und versuchen Sie es erneut.`,
    };
    return { field: thing.id, message: text.en, code: 'request.outdated', text };
  });
  const [first] = errors;
  if (first !== undefined) throw new AppError('request.outdated', first.message, { errors });
}
