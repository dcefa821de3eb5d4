import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import {
  Id,
  Instant,
  ListQuery,
  ListResponse,
  NoContent,
  Nullable,
  OneOf,
  StrictObject,
} from '../../infra/http/schemas.ts';
import { faultCodes } from './check-corrections.ts';
import {
  CorrectionDocument,
  CorrectionSchema,
  IndexRuleSchema,
  LooseDocument,
} from './correction-document.ts';
import { learnReasonCodes } from './learn-reasons.ts';
import { countedRefusals } from './refusals.queries.ts';

const certainties = ['certain', 'inferred'] as const;

/** A text in both languages. */
function localized(description: string) {
  return StrictObject(
    {
      en: Type.String({ description: 'English text.', examples: ['IPv4 Route 1 destination'] }),
      de: Type.String({ description: 'German text.', examples: ['IPv4-Route 1: Ziel'] }),
    },
    { description },
  );
}

const parameterId = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'Id of the parameter; in a path its slash is written `%2F`.',
  examples: ['7.6.5/ipv4-route-1-destination'],
});

const item = (description: string) => Type.String({ description, examples: ['route1-addr'] });

const codes = Nullable(
  Type.Array(
    StrictObject(
      {
        value: Type.String({ description: 'Id of the choice.', examples: ['tls'] }),
        label: localized('What it is called.'),
        wire: Type.String({ description: 'Text on the wire.', examples: ['2'] }),
        certainty: OneOf(certainties, { description: 'How sure the text on the wire is.' }),
      },
      { title: 'ItemNameCode', description: 'A choice and its code.' },
    ),
    { description: 'Choices with their codes; null without choices.' },
  ),
);

const facts = {
  index: Type.Unsafe<object>(IndexRuleSchema),
  certainty: OneOf(certainties, { description: 'How sure item and label belong together.' }),
  codesCertainty: Nullable(OneOf(certainties, { description: 'How sure the codes are; null without.' })),
  codes,
};

const count = (description: string) => Type.Integer({ minimum: 0, description, examples: [3] });
const nullableIndex = (description: string) =>
  Nullable(Type.Integer({ minimum: 0, description, examples: [1] }));

const Answer = StrictObject(
  {
    item: item('Name of the item that was sent.'),
    index: nullableIndex('Index that was sent; null: none.'),
    status: OneOf(countedRefusals, { description: "The phone's own words." }),
    model: Type.String({ description: 'Model; empty for all others together.', examples: ['CP410'] }),
    softwareType: Type.String({ description: 'SIP or HFA.', examples: ['SIP'] }),
    softwareVersion: Type.String({ description: 'Firmware.', examples: ['V1 R10.3.1'] }),
    count: count('How often.'),
    firstAt: Instant('When it was heard first.'),
    lastAt: Instant('When it was heard last.'),
    current: Type.Boolean({
      description: 'Whether it is about the name that is sent now, and newer than the last correction.',
      examples: [true],
    }),
  },
  { title: 'ItemNameAnswer', description: 'What phones of one model and firmware answered.' },
);

export const ItemName = StrictObject(
  {
    parameterId: Type.String({
      description: 'Id of the parameter.',
      examples: ['7.6.5/ipv4-route-1-destination'],
    }),
    label: localized('What the parameter is called.'),
    menu: localized('Entry of the menu.'),
    title: localized('Title of the section.'),
    type: Type.String({ description: 'Kind of its value, as `type` of a parameter.', examples: ['host'] }),
    scopes: Type.Array(OneOf(['client-sip', 'client-hfa', 'user', 'template'], { description: 'A scope.' }), {
      description: 'What it can be set on.',
      examples: [['client-sip']],
    }),
    item: item('Name of the item on the wire, as it is used now.'),
    ...facts,
    source: Type.String({ description: 'Where it is documented.', examples: ['OSEM 7.6.5'] }),
    correctable: Type.Boolean({
      description: 'False for items that the server itself uses.',
      examples: [true],
    }),
    released: StrictObject(
      { item: item('Name of the item.'), ...facts },
      { description: 'What this release has.' },
    ),
    override: Nullable(CorrectionSchema),
    overriddenAt: Nullable(Instant('When it was corrected last.')),
    overriddenBy: Nullable(
      Type.String({ description: 'User name of who did; null from the file.', examples: ['admin'] }),
    ),
    refused: StrictObject(
      {
        unknownItem: count('Answers `unknown item`.'),
        invalidIndex: count('Answers `invalid index`.'),
        invalidData: count('Answers `invalid data`.'),
      },
      { description: 'What phones answered to what is sent now.' },
    ),
    refusedCount: count('All of these together.'),
    answers: Type.Array(Answer, { description: 'By model and firmware, the newest first; at most 50.' }),
  },
  { title: 'ItemName', description: 'How a parameter is called on the wire, and what phones say to it.' },
);
export type ItemName = Type.Static<typeof ItemName>;

const tags = ['item-names'] as const;
const IdParam = StrictObject({ parameterId });

export const listItemNamesSchema = {
  operationId: 'listItemNames',
  tags,
  summary: 'List parameters with their item names',
  querystring: ListQuery(
    { sort: ['catalog', 'item', 'refusals'], order: 'asc', search: 'id, label, section and item names' },
    {
      state: Type.Optional(
        OneOf(['inferred', 'corrected', 'refused'], {
          description:
            'Only names that are inferred, that were corrected, or that phones refused as unknown or invalid.',
        }),
      ),
    },
  ),
  response: { 200: ListResponse(ItemName, 'A page of parameters.'), ...problems('read') },
} as const;

export const getItemNameSchema = {
  operationId: 'getItemName',
  tags,
  summary: 'Get the item name of a parameter',
  params: IdParam,
  response: { 200: ItemName, ...problems('read', 'item_name.not_found') },
} as const;

export const putItemNameSchema = {
  operationId: 'correctItemName',
  tags,
  summary: 'Correct item name, index rule or codes of a parameter',
  description:
    'Replaces what was corrected of it before; parts that are absent, or as this release has them, are as released. Takes effect on all nodes within a second. What is wanted on clients, and orders under way, go on under the new name.',
  params: IdParam,
  body: CorrectionSchema,
  response: { 200: ItemName, ...problems('change', 'item_name.not_found', 'item_name.invalid') },
} as const;

export const deleteItemNameSchema = {
  operationId: 'takeBackItemName',
  tags,
  summary: 'Put a parameter back to what this release has',
  params: IdParam,
  response: {
    204: NoContent('It is as released.'),
    ...problems('change', 'item_name.not_found', 'item_name.invalid'),
  },
} as const;

export const exportItemNamesSchema = {
  operationId: 'exportItemNames',
  tags,
  summary: 'Export all corrections',
  description: 'The document can be imported elsewhere, or put into the data folder as `item-names.json`.',
  response: {
    200: {
      description: 'The corrections.',
      headers: {
        'Content-Disposition': {
          type: 'string',
          description: 'Name of the file.',
          examples: ['attachment; filename="item-names.json"'],
        },
      },
      content: { 'application/json': { schema: CorrectionDocument } },
    },
    ...problems('read'),
  },
} as const;

export const itemNamesDocumentSchema = {
  operationId: 'getItemNamesSchema',
  tags,
  summary: 'Get the JSON schema of the document',
  response: {
    200: {
      description: 'A JSON schema (draft 2020-12).',
      content: {
        'application/schema+json': {
          schema: Type.Unsafe<object>({
            type: 'object',
            additionalProperties: {},
            description: 'A JSON schema (draft 2020-12).',
            examples: [{ title: 'Deskfleet item names' }],
          }),
        },
      },
    },
    ...problems('read'),
  },
} as const;

const ids = (description: string) =>
  Type.Array(Type.String(), { description, examples: [['7.6.5/ipv4-route-1-destination']] });

export const importItemNamesSchema = {
  operationId: 'importItemNames',
  tags,
  summary: 'Import corrections',
  description:
    'All entries or none. An entry replaces what was corrected of its parameter before. With `dryRun` nothing is changed and the answer says what would be, with everything that is wrong.',
  body: StrictObject({
    document: LooseDocument,
    dryRun: Type.Optional(Type.Boolean({ description: 'Only look.', examples: [true] })),
    replace: Type.Optional(
      Type.Boolean({
        description: 'Also takes back every correction that the document does not have.',
        examples: [false],
      }),
    ),
  }),
  response: {
    200: StrictObject(
      {
        added: ids('Parameters that are corrected now and were not before.'),
        changed: ids('Parameters that are corrected in another way.'),
        removed: ids('Parameters whose correction is taken back.'),
        unchanged: ids('Parameters of which nothing changes.'),
        errors: Type.Array(
          StrictObject(
            {
              parameterId: Type.String({
                description: 'Entry of the document.',
                examples: ['7.3.2/server-adress'],
              }),
              field: Type.String({
                description: 'Part of the entry; empty for the entry as a whole.',
                examples: ['item'],
              }),
              code: OneOf(faultCodes, { description: 'Stable code of what is wrong.' }),
              text: localized('One sentence that says what is wrong.'),
            },
            { title: 'ItemNameFault', description: 'Why an entry cannot be imported.' },
          ),
          { description: 'What is wrong; always empty when something was imported.' },
        ),
      },
      { title: 'ItemNameImport', description: 'What the import did, or would do.' },
    ),
    ...problems('change', 'item_name.import_refused'),
  },
} as const;

export const learnItemNamesSchema = {
  operationId: 'learnItemNames',
  tags,
  summary: 'Compare the full report of a client with the catalog',
  description:
    'Offers parameters with inferred names, which the client does not report, for item names of the client that no parameter has. Changes nothing: who agrees corrects the parameter with `override`.',
  body: StrictObject({ clientId: Id('Id of the client.') }),
  response: {
    200: StrictObject(
      {
        clientId: Id('Id of the client.'),
        model: Type.String({ description: 'Its model.', examples: ['CP410'] }),
        softwareVersion: Type.String({ description: 'Its firmware.', examples: ['V1 R10.3.1'] }),
        reportedAt: Instant('When it told its complete configuration.'),
        unknownCount: count('Item names of the client that the catalog does not know.'),
        items: Type.Array(
          StrictObject(
            {
              item: item('Item name of the client.'),
              indexes: Type.Array(nullableIndex('Index; null: none.'), {
                description: 'Its indexes; at most 50.',
              }),
              example: Nullable(
                Type.String({
                  description: 'A value of it, cut; null for a secret or when it has none.',
                  examples: ['192.0.2.0'],
                }),
              ),
              matches: Type.Array(
                StrictObject(
                  {
                    parameterId: Type.String({
                      description: 'Id of the parameter.',
                      examples: ['7.6.5/ipv4-route-1-destination'],
                    }),
                    label: localized('What it is called.'),
                    title: localized('Title of its section.'),
                    item: item('The name that it has now.'),
                    score: Type.Integer({
                      minimum: 0,
                      maximum: 100,
                      description: 'How likely the match is, from 0 to 100; not a probability.',
                      examples: [84],
                    }),
                    override: CorrectionSchema,
                    reasons: Type.Array(
                      StrictObject(
                        {
                          code: OneOf(learnReasonCodes, { description: 'Stable word for the reason.' }),
                          text: localized('The reason in one sentence.'),
                        },
                        { title: 'LearnReason', description: 'What speaks for or against the match.' },
                      ),
                      { description: 'What a person can judge the match by.' },
                    ),
                  },
                  { title: 'LearnMatch', description: 'A parameter that the item may belong to.' },
                ),
                { description: 'Best first, at most three; empty when nothing is like it.' },
              ),
            },
            { title: 'UnknownItem', description: 'An item of a client that the catalog does not know.' },
          ),
          { description: 'The best matches first; at most 300.' },
        ),
      },
      { title: 'LearnedItemNames', description: 'What can be learned from a client.' },
    ),
    ...problems('change', 'client.not_found', 'item_name.no_report'),
  },
} as const;
