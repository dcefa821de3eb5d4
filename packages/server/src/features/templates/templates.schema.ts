import Type from 'typebox';
import { IfMatchHeaders } from '../../infra/http/preconditions.ts';
import { problems } from '../../infra/http/problems.ts';
import {
  Id,
  IdParams,
  Instant,
  ListQuery,
  ListResponse,
  NoContent,
  Nullable,
  OneOf,
  StrictObject,
} from '../../infra/http/schemas.ts';
import { SeenVersionsSchema } from '../../infra/http/seen-versions.ts';

export const templateTypes = ['onboarding', 'default'] as const;
export const softwareUpdates = ['disabled', 'ignored', 'always', 'only-newer'] as const;
export const softwareTypes = ['SIP', 'HFA'] as const;

/** Largest ranking of templates and groups. */
export const MAX_RANKING = 999;

/** A name that people give to things: not empty, on one line. */
export const GivenName = (what: string, example: string) =>
  Type.String({
    minLength: 1,
    maxLength: 100,
    pattern: '^\\S(.*\\S)?$',
    description: `Name of the ${what}; two names must differ in more than upper and lower case.`,
    examples: [example],
  });

export const Description = Type.String({
  maxLength: 1_000,
  description: 'What it is for, in the words of the administrator.',
  examples: ['Phones at the desks of the reception'],
});

export const Ranking = Type.Integer({
  minimum: 1,
  maximum: MAX_RANKING,
  description: 'Decides where two want different values: the smaller number wins.',
  examples: [1],
});

const properties = {
  type: OneOf(templateTypes, {
    description:
      '`onboarding`: written once, when a phone registers for the first time. `default`: for groups and chosen clients, and a change of it reaches them.',
  }),
  name: GivenName('template', 'Reception'),
  description: Description,
  ranking: Ranking,
  models: Type.Array(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'Short name of a device type.',
      examples: ['CP710'],
    }),
    {
      maxItems: 100,
      uniqueItems: true,
      description: 'Device types that it is for, as `model` of clients; empty: all.',
      examples: [['CP600', 'CP710']],
    },
  ),
  softwareTypes: Type.Array(OneOf(softwareTypes, { description: 'Software type.' }), {
    maxItems: 2,
    uniqueItems: true,
    description: 'Software types that it is for; empty: all.',
    examples: [['SIP']],
  }),
  softwareUpdate: OneOf(softwareUpdates, {
    description:
      'Whether phones get the software of the template. `disabled`: it has none. `ignored`: not at the moment. `always`: whatever they have. `only-newer`: when theirs is older.',
  }),
};

/** A thing of which only the name is shown. */
export const NamedReference = StrictObject(
  {
    id: Id('Its id.'),
    name: Type.String({ description: 'Its name.', examples: ['Ward 3'] }),
  },
  { title: 'NamedReference', description: 'Something with a name.' },
);

export const changeTrail = {
  version: Type.Integer({
    minimum: 1,
    description: 'Counts the changes; in quotes it is the `ETag`.',
    examples: [7],
  }),
  createdAt: Instant('When it was made.'),
  updatedAt: Instant('When it was changed last.'),
  updatedBy: Nullable(Type.String({ description: 'User name of who changed it last.', examples: ['admin'] })),
};

export const Template = StrictObject(
  {
    id: Id('Id of the template.'),
    ...properties,
    valueCount: Type.Integer({ minimum: 0, description: 'Values of its content.', examples: [12] }),
    fileCount: Type.Integer({ minimum: 0, description: 'Files that it has.', examples: [2] }),
    usage: StrictObject(
      {
        groups: Type.Array(NamedReference, { description: 'Groups that have it.' }),
        chosenClients: Type.Integer({
          minimum: 0,
          description: 'Clients that it was applied to.',
          examples: [3],
        }),
        clients: Type.Integer({
          minimum: 0,
          description: 'Clients on which it wants values at the moment, applied, by groups or by onboarding.',
          examples: [120],
        }),
      },
      { title: 'TemplateUsage', description: 'Where it is used.' },
    ),
    ...changeTrail,
  },
  { title: 'Template', description: 'A set of values for many clients.' },
);
export type Template = Type.Static<typeof Template>;

export const NewTemplate = StrictObject(
  {
    type: properties.type,
    name: properties.name,
    description: Type.Optional(properties.description),
    ranking: Type.Optional(properties.ranking),
    models: Type.Optional(properties.models),
    softwareTypes: Type.Optional(properties.softwareTypes),
    softwareUpdate: Type.Optional(properties.softwareUpdate),
  },
  {
    title: 'NewTemplate',
    description:
      'A template to be made. What is absent: ranking 1, all device and software types, `disabled`.',
  },
);
export type NewTemplate = Type.Static<typeof NewTemplate>;

export const TemplateChange = StrictObject(
  {
    type: Type.Optional(properties.type),
    name: Type.Optional(properties.name),
    description: Type.Optional(properties.description),
    ranking: Type.Optional(properties.ranking),
    models: Type.Optional(properties.models),
    softwareTypes: Type.Optional(properties.softwareTypes),
    softwareUpdate: Type.Optional(properties.softwareUpdate),
  },
  { title: 'TemplateChange', description: 'What is to be changed; what is absent stays.' },
);
export type TemplateChange = Type.Static<typeof TemplateChange>;

export const templateSortKeys = [
  'name',
  'type',
  'ranking',
  'softwareUpdate',
  'valueCount',
  'updatedAt',
] as const;

export const listTemplatesSchema = {
  operationId: 'listTemplates',
  tags: ['templates'],
  summary: 'List templates',
  querystring: ListQuery(
    { sort: templateSortKeys, order: 'asc', search: 'name and description' },
    {
      type: Type.Optional(OneOf(templateTypes, { description: 'Only templates of this type.' })),
      model: Type.Optional(
        Type.String({
          maxLength: 64,
          description: 'Only templates for this device type, those for all included.',
          examples: ['CP710'],
        }),
      ),
      softwareType: Type.Optional(
        OneOf(softwareTypes, { description: 'Only templates for this software, those for all included.' }),
      ),
    },
  ),
  response: { 200: ListResponse(Template, 'One page of templates.'), ...problems('read') },
} as const;

export const getTemplateSchema = {
  operationId: 'getTemplate',
  tags: ['templates'],
  summary: 'Get a template',
  description: 'Its `ETag` is needed to change it.',
  params: IdParams('template'),
  response: { 200: Template, ...problems('read', 'template.not_found') },
} as const;

export const createTemplateSchema = {
  operationId: 'createTemplate',
  tags: ['templates'],
  summary: 'Create a template',
  description: 'It has no content yet.',
  body: NewTemplate,
  response: { 201: Template, ...problems('change', 'template.name_taken') },
} as const;

export const updateTemplateSchema = {
  operationId: 'updateTemplate',
  tags: ['templates'],
  summary: 'Change what is said of a template',
  description:
    'Not its content. Another ranking, or other device and software types, change what is in force on clients that have the template: they get it by and by, without a job.',
  params: IdParams('template'),
  headers: IfMatchHeaders,
  body: TemplateChange,
  response: {
    200: Template,
    ...problems('guarded', 'template.not_found', 'template.name_taken', 'template.wrong_type'),
  },
} as const;

export const duplicateTemplateSchema = {
  operationId: 'duplicateTemplate',
  tags: ['templates'],
  summary: 'Duplicate a template',
  description: 'With its whole content, secrets included; the new one is used nowhere.',
  params: IdParams('template'),
  body: StrictObject({ name: properties.name }),
  response: { 201: Template, ...problems('change', 'template.not_found', 'template.name_taken') },
} as const;

const Withdraw = Type.Boolean({
  default: false,
  description:
    'Whether templates in use are taken out of their groups and withdrawn from clients; what they wanted there falls back to what is wanted next. Otherwise they make the whole deletion be refused.',
  examples: [false],
});

export const deleteTemplateSchema = {
  operationId: 'deleteTemplate',
  tags: ['templates'],
  summary: 'Delete a template',
  description: 'What an onboarding template has written stays wanted.',
  params: IdParams('template'),
  headers: IfMatchHeaders,
  querystring: StrictObject({ withdraw: Withdraw }),
  response: {
    204: NoContent('The template is gone.'),
    ...problems('guarded', 'template.not_found', 'template.in_use'),
  },
} as const;

export const deleteTemplatesSchema = {
  operationId: 'deleteTemplates',
  tags: ['templates'],
  summary: 'Delete several templates',
  description:
    'All of them or, when one is in use or was changed meanwhile, none. Those that are gone already are left out.',
  body: StrictObject(
    {
      ids: Type.Array(Id('Id of a template.'), {
        minItems: 1,
        maxItems: 10_000,
        uniqueItems: true,
        description: 'The templates.',
        examples: [['4711', '4712']],
      }),
      versions: SeenVersionsSchema,
      withdraw: Type.Optional(Withdraw),
    },
    { title: 'TemplateDeletion', description: 'Templates to be deleted.' },
  ),
  response: {
    200: StrictObject(
      { deleted: Type.Integer({ minimum: 0, description: 'Templates that were deleted.', examples: [2] }) },
      { description: 'How many templates are gone.' },
    ),
    ...problems('change', 'template.in_use', 'request.outdated'),
  },
} as const;
