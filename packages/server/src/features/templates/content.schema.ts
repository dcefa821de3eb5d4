import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Id, IdParams, Instant, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { MAX_VALUES_OF_ORDER, OrderedValueSchema } from '../values/index.ts';
import { NamedReference, NewTemplate, Template } from './templates.schema.ts';

const valueIdentity = {
  item: Type.String({ description: 'Item name on the wire.', examples: ['reg-addr'] }),
  index: Nullable(Type.Integer({ minimum: 0, description: 'Index of the item.', examples: [1] })),
  parameterId: Nullable(
    Type.String({
      description: 'The parameter of the catalog; null for an item the catalog does not know.',
      examples: ['7.3.2/server-address'],
    }),
  ),
  secret: Type.Boolean({ description: 'A secret: its value is never shown.', examples: [false] }),
};

const shownValue = (description: string) => Nullable(Type.String({ description, examples: ['192.0.2.20'] }));

export const TemplateValue = StrictObject(
  {
    ...valueIdentity,
    value: shownValue('The value as on the wire; null for secrets.'),
  },
  { title: 'TemplateValue', description: 'A value of a template.' },
);
export type TemplateValue = Type.Static<typeof TemplateValue>;

export const getContentSchema = {
  operationId: 'getTemplateContent',
  tags: ['templates'],
  summary: 'Get the content of a template',
  params: IdParams('template'),
  response: {
    200: StrictObject(
      {
        template: Template,
        values: Type.Array(TemplateValue, { description: 'Its values, by item and index.' }),
      },
      { title: 'TemplateContent', description: 'A template with its values.' },
    ),
    ...problems('read', 'template.not_found'),
  },
} as const;

/** Values to set or, with null, to take out of a template. */
export const ContentValues = Type.Array(OrderedValueSchema, {
  minItems: 1,
  maxItems: MAX_VALUES_OF_ORDER,
  description: 'Values to set; null takes a value out of the template. What is not named stays.',
});

const count = (description: string, example = 120) =>
  Type.Integer({ minimum: 0, description, examples: [example] });

export const ValueImpact = StrictObject(
  {
    ...valueIdentity,
    old: shownValue('What the template has of it now; null for secrets and when it has nothing.'),
    new: shownValue('What it will have; null for secrets and when it is taken out.'),
    oldSet: Type.Boolean({ description: 'Whether the template has it now.', examples: [true] }),
    newSet: Type.Boolean({ description: 'Whether it will have it.', examples: [true] }),
    clients: count('Clients on which the change of this value is in force.'),
    overridden: count('Clients on which something else is wanted that goes before the template.', 3),
    unfit: count('Clients whose model or software cannot take the value: they do not get it.', 2),
  },
  { title: 'ValueImpact', description: 'What the change of one value does.' },
);

const UnfitKind = StrictObject(
  {
    model: Type.String({ description: 'Model of the clients.', examples: ['CP110'] }),
    softwareType: Type.String({
      description: 'Software of the clients; empty when it is not known.',
      examples: ['HFA'],
    }),
    clients: count('How many there are.', 2),
    reason: StrictObject(
      {
        en: Type.String({
          description: 'In English.',
          examples: ['“Server type” does not exist on phones with HFA.'],
        }),
        de: Type.String({
          description: 'In German.',
          examples: ['„Servertyp“ gibt es auf Telefonen mit HFA nicht.'],
        }),
      },
      { description: 'Why they cannot take it, said of the first such value.' },
    ),
  },
  { title: 'UnfitKind', description: 'Clients of one kind that cannot take all of a change.' },
);

export const impactSchema = {
  operationId: 'previewTemplateChange',
  tags: ['templates'],
  summary: 'See what a change of the content will do',
  description:
    'Nothing is changed. Counts the clients as they are at this moment; a phone that has a value already will not get it again.',
  params: IdParams('template'),
  body: StrictObject(
    { values: ContentValues },
    { title: 'TemplateContentDraft', description: 'A change of the content that is thought of.' },
  ),
  response: {
    200: StrictObject(
      {
        clients: count('Clients that have the template, by groups or because it was applied to them.'),
        affectedClients: count('Of these, clients on which at least one of the values will be another one.'),
        overriddenClients: count('Of these, clients on which at least one of the values is overridden.', 3),
        unfitClients: count('Of these, clients that cannot take at least one of the values.', 2),
        unfitKinds: Type.Array(UnfitKind, {
          description: 'Which clients these are, those with the most clients first; at most 50.',
        }),
        values: Type.Array(ValueImpact, {
          description: 'The values that change, in the order of the request.',
        }),
      },
      { title: 'TemplateImpact', description: 'What a change of a template will do.' },
    ),
    ...problems('change', 'template.not_found', 'job.invalid_value'),
  },
} as const;

export const ValueDifference = StrictObject(
  {
    ...valueIdentity,
    first: shownValue('What the first one has; null for secrets and when it has nothing.'),
    second: shownValue('What the second one has; null for secrets and when it has nothing.'),
    firstSet: Type.Boolean({ description: 'Whether the first one has it.', examples: [true] }),
    secondSet: Type.Boolean({ description: 'Whether the second one has it.', examples: [true] }),
    differs: Type.Boolean({
      description: 'Whether they differ. Two secrets are compared without being shown.',
      examples: [true],
    }),
  },
  { title: 'TemplateValueDifference', description: 'A value of two templates side by side.' },
);

const wishOfFile = (which: string) =>
  Nullable(
    OneOf(['deploy', 'delete'], {
      description: `What the ${which} does with it on phones; null when it does not have it.`,
    }),
  );

const FileDifference = StrictObject(
  {
    fileId: Id('Id of the file.'),
    name: Type.String({ description: 'Its name.', examples: ['logo.png'] }),
    first: wishOfFile('first one'),
    second: wishOfFile('second one'),
    differs: Type.Boolean({ description: 'Whether they differ.', examples: [true] }),
  },
  { title: 'TemplateFileDifference', description: 'A file of two templates side by side.' },
);

export const compareTemplatesSchema = {
  operationId: 'compareTemplates',
  tags: ['templates'],
  summary: 'Compare two templates',
  querystring: StrictObject({
    first: Id('Id of the first template.'),
    second: Id('Id of the second template.'),
  }),
  response: {
    200: StrictObject(
      {
        first: Template,
        second: Template,
        values: Type.Array(ValueDifference, { description: 'Every value that one of them has.' }),
        files: Type.Array(FileDifference, { description: 'Every file that one of them has.' }),
      },
      { title: 'TemplateComparison', description: 'Two templates side by side.' },
    ),
    ...problems('read', 'template.not_found'),
  },
} as const;

const WinningValue = StrictObject(
  {
    template: NamedReference,
    value: shownValue('What it wants; null for secrets.'),
  },
  { title: 'TemplateWish', description: 'What a template wants.' },
);

export const conflictsSchema = {
  operationId: 'listTemplateConflicts',
  tags: ['templates'],
  summary: 'List where a template and others disagree',
  description:
    'For each value that another template wants differently on the same clients: which of them wins, on how many clients. At most 500.',
  params: IdParams('template'),
  response: {
    200: StrictObject(
      {
        conflicts: Type.Array(
          StrictObject(
            {
              ...valueIdentity,
              other: NamedReference,
              own: shownValue('What this template wants; null for secrets.'),
              others: shownValue('What the other one wants; null for secrets.'),
              wins: count('Clients on which this template goes before the other one.', 3),
              loses: count('Clients on which the other one goes before this template.', 3),
            },
            { title: 'TemplateConflict', description: 'A value that two templates want differently.' },
          ),
          { description: 'The conflicts.' },
        ),
      },
      { title: 'TemplateConflicts', description: 'Where templates disagree.' },
    ),
    ...problems('read', 'template.not_found'),
  },
} as const;

export const clientTemplatesSchema = {
  operationId: 'listClientTemplates',
  tags: ['clients'],
  summary: 'List the templates of a client',
  description: 'With where each comes from, and where they disagree: the smaller ranking wins.',
  params: IdParams('client'),
  response: {
    200: StrictObject(
      {
        templates: Type.Array(
          StrictObject(
            {
              template: NamedReference,
              origin: OneOf(['group', 'template', 'onboarding'], {
                description:
                  '`group`: by a group. `template`: it was applied to the client. `onboarding`: written once, at the registration.',
              }),
              groups: Type.Array(NamedReference, { description: 'The groups that it comes from.' }),
              since: Instant('Since when.'),
              valueCount: count('Values that it wants on this client.', 12),
              winningCount: count('Of these, values that are in force.', 10),
            },
            { title: 'ClientTemplate', description: 'A template of a client.' },
          ),
          { description: 'The templates, highest precedence first.' },
        ),
        conflicts: Type.Array(
          StrictObject(
            {
              ...valueIdentity,
              winner: Nullable(WinningValue),
              losers: Type.Array(WinningValue, { description: 'The templates that lost, in their order.' }),
            },
            {
              title: 'ClientTemplateConflict',
              description:
                'A value that templates want differently. The winner is null when an edit of the client or a mobile user goes before all of them.',
            },
          ),
          { description: 'Where templates of the client disagree, or something else goes before them.' },
        ),
      },
      { title: 'ClientTemplates', description: 'The templates of a client.' },
    ),
    ...problems('read', 'client.not_found'),
  },
} as const;

export const templateFromClientSchema = {
  operationId: 'createTemplateFromClient',
  tags: ['templates'],
  summary: 'Make a template of what a client has',
  description:
    'Takes the chosen values as they are wanted on the client or, where nothing is wanted, as the phone reports them. Phones do not report secrets: those that nobody wants there are left out and named in the answer, and so are values that a template cannot have.',
  body: StrictObject(
    {
      template: NewTemplate,
      clientId: Id('Id of the client.'),
      values: Type.Array(
        StrictObject(
          {
            item: Type.String({
              minLength: 1,
              maxLength: 128,
              description: 'Item name on the wire.',
              examples: ['reg-addr'],
            }),
            index: Type.Optional(
              Nullable(
                Type.Integer({
                  minimum: 0,
                  maximum: 65_535,
                  description: 'Index of the item; null or absent for single items.',
                  examples: [1],
                }),
              ),
            ),
          },
          { title: 'ChosenValue', description: 'A value by item and index.' },
        ),
        { minItems: 1, maxItems: MAX_VALUES_OF_ORDER, description: 'The values to take.' },
      ),
    },
    { title: 'TemplateFromClient', description: 'A template to be made, and of what.' },
  ),
  response: {
    201: StrictObject(
      {
        template: Template,
        leftOut: Type.Array(
          StrictObject(
            {
              item: valueIdentity.item,
              index: valueIdentity.index,
              reason: OneOf(['not-reported', 'secret', 'not-possible', 'of-user'], {
                description:
                  '`not-reported`: the client has no such value. `secret`: phones do not report it. `not-possible`: a template cannot have it. `of-user`: it is that of the mobile user who is logged on at the phone.',
              }),
            },
            { title: 'LeftOutValue', description: 'A value that was not taken.' },
          ),
          { description: 'Values that were not taken.' },
        ),
      },
      { title: 'TemplateOfClient', description: 'The new template.' },
    ),
    ...problems('change', 'client.not_found', 'template.name_taken', 'template.nothing_to_take'),
  },
} as const;
