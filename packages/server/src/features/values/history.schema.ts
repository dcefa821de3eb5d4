import Type from 'typebox';
import type { ErrorCode } from '../../infra/errors/index.ts';
import { problems } from '../../infra/http/problems.ts';
import { Id, IdParams, Instant, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';

/** Changes of what the element itself wants: these can be put back. */
export const editCauses = ['configure', 'take-over', 'put-back', 'created', 'plug-and-play'] as const;
export const changeCauses = [...editCauses, 'template', 'group', 'onboarding'] as const;

const ValueChange = StrictObject(
  {
    item: Type.String({ description: 'Item name on the wire.', examples: ['reg-addr'] }),
    index: Nullable(Type.Integer({ minimum: 0, description: 'Index of the item.', examples: [1] })),
    parameterId: Nullable(
      Type.String({
        description: 'The parameter of the catalog; null for an item the catalog does not know.',
        examples: ['7.3.2/server-address'],
      }),
    ),
    secret: Type.Boolean({ description: 'A secret: neither value is shown.', examples: [false] }),
    old: Nullable(
      Type.String({
        description: 'What was desired before, as on the wire; null for secrets and when nothing was.',
        examples: ['192.0.2.10'],
      }),
    ),
    new: Nullable(
      Type.String({
        description: 'What is desired from then on; null for secrets and when nothing is any more.',
        examples: ['192.0.2.20'],
      }),
    ),
    oldSet: Type.Boolean({
      description: 'Whether anything was desired before; true also for a secret.',
      examples: [true],
    }),
    newSet: Type.Boolean({
      description: 'Whether anything is desired from then on; true also for a secret.',
      examples: [true],
    }),
  },
  { title: 'ValueChange', description: 'A change of what is desired.' },
);
export type ValueChange = Type.Static<typeof ValueChange>;

const entryProperties = {
  id: Id('Id of the entry; later ones have greater ones.'),
  at: Instant('When it was changed.'),
  by: Nullable(
    Type.String({ description: 'User name of who changed it, as it was then.', examples: ['admin'] }),
  ),
  cause: OneOf(changeCauses, {
    description:
      '`configure`: values were ordered. `take-over`: what the phone reported was taken over. `put-back`: an earlier state was brought back. `created`: the template was made with these values. `plug-and-play`: it was prepared before the phone called. `template`: a template was changed, applied or withdrawn. `group`: the phone joined or left a group, or the group was changed. `onboarding`: it registered and got what is prepared for new phones.',
  }),
  source: Nullable(
    StrictObject(
      {
        templateId: Id('Id of the template.'),
        templateName: Type.String({ description: 'Its name at that time.', examples: ['Reception'] }),
        origin: OneOf(['group', 'template', 'onboarding'], {
          description: 'How the template came to the client.',
        }),
      },
      {
        title: 'ChangeSource',
        description:
          'The template that it is about: the changes tell what that template wanted before and after. Null: they tell what the client, mobile user or template itself wants.',
      },
    ),
  ),
  jobId: Nullable(Id('The job that brings it to the phone; null when nothing is sent.')),
  changeCount: Type.Integer({ minimum: 0, description: 'Values of this change.', examples: [3] }),
};

const HistoryEntry = StrictObject(
  {
    ...entryProperties,
    changes: Type.Array(ValueChange, { description: 'What was changed; at most the first 200 in a list.' }),
  },
  {
    title: 'HistoryEntry',
    description: 'A change that was submitted for a client, a mobile user or a template.',
  },
);
export type HistoryEntry = Type.Static<typeof HistoryEntry>;

const page = Type.Integer({
  minimum: 1,
  maximum: 1_000_000,
  default: 1,
  description: 'Page to answer, from 1.',
  examples: [1],
});

const pageSize = Type.Integer({
  minimum: 1,
  maximum: 100,
  default: 10,
  description: 'Entries of a page.',
  examples: [10],
});

export const NotPutBack = StrictObject(
  {
    item: Type.String({ description: 'Item name on the wire.', examples: ['sip-pwd'] }),
    index: Nullable(Type.Integer({ minimum: 0, description: 'Index of the item.', examples: [1] })),
    parameterId: Nullable(
      Type.String({
        description: 'The parameter of the catalog.',
        examples: ['7.3.2/sip-credentials-password'],
      }),
    ),
  },
  { title: 'NotPutBack', description: 'A secret that has to be typed again: old ones are not kept.' },
);
export type NotPutBack = Type.Static<typeof NotPutBack>;

export const notPutBackList = Type.Array(NotPutBack, {
  description: 'Secrets that have to be typed again.',
});

/** What the description of the API says of the history of some kind of element. */
export interface HistoryWords {
  readonly tag: string;
  /** As in `Id of the ...`. */
  readonly noun: string;
  /** Part of the operation ids. */
  readonly name: string;
  readonly notFound: ErrorCode;
}

/** Path parameters of what is below an entry of a history. */
export function entryParams(noun: string) {
  return StrictObject({ id: Id(`Id of the ${noun}.`), entryId: Id('Id of the entry of the history.') });
}

/** The query of what puts back. */
export const wayBackQuery = StrictObject({
  withLater: Type.Boolean({
    default: false,
    description:
      'Whether everything that was changed later is put back as well, also other values than those of this entry.',
    examples: [false],
  }),
});

/** The schemas of the routes that read a history. */
export function historySchemas({ tag, noun, name, notFound }: HistoryWords) {
  const tags = [tag];
  return {
    list: {
      operationId: `list${name}History`,
      tags,
      summary: `List the changes of a ${noun}`,
      description: 'Every change of desired values that was submitted, newest first.',
      params: IdParams(noun),
      querystring: StrictObject({ page, pageSize }),
      response: {
        200: StrictObject(
          {
            items: Type.Array(HistoryEntry, { description: 'The entries of this page.' }),
            total: Type.Integer({
              minimum: 0,
              description: 'Entries of all pages together.',
              examples: [42],
            }),
            page: Type.Integer({ minimum: 1, description: 'The page that was asked for.', examples: [1] }),
            pageSize: Type.Integer({ minimum: 1, description: 'Entries of a page.', examples: [10] }),
          },
          { description: 'One page of the history.' },
        ),
        ...problems('read', notFound),
      },
    },
    entry: {
      operationId: `get${name}HistoryEntry`,
      tags,
      summary: `Get a change of a ${noun}`,
      description: 'With all of its values.',
      params: entryParams(noun),
      response: { 200: HistoryEntry, ...problems('read', notFound, 'history.not_found') },
    },
    compare: {
      operationId: `compare${name}History`,
      tags,
      summary: `Compare two points of the history of a ${noun}`,
      description: 'What was desired right after the first entry, and right after the second one.',
      params: IdParams(noun),
      querystring: StrictObject({
        from: Id('Id of the earlier entry.'),
        to: Id('Id of the later entry.'),
      }),
      response: {
        200: StrictObject(
          { changes: Type.Array(ValueChange, { description: 'What differs between the two.' }) },
          { title: 'HistoryComparison', description: 'The differences between two points of the history.' },
        ),
        ...problems('read', notFound, 'history.not_found'),
      },
    },
    wayBack: {
      operationId: `get${name}WayBack`,
      tags,
      summary: `Look at what putting back a change of a ${noun} would change`,
      description: 'Changes nothing. What is as before already is left out.',
      params: entryParams(noun),
      querystring: wayBackQuery,
      response: {
        200: StrictObject(
          {
            changes: Type.Array(ValueChange, {
              description: 'What is desired now, and what is desired after putting back.',
            }),
            notPutBack: notPutBackList,
          },
          { title: 'WayBack', description: 'What putting back would change.' },
        ),
        ...problems('read', notFound, 'history.not_found', 'history.nothing_to_put_back'),
      },
    },
  };
}
