import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';

const KeyField = StrictObject(
  {
    parameter: Type.String({
      description: 'Id of a parameter of the same key.',
      examples: ['other/select-dial'],
    }),
    required: Type.Boolean({
      description: 'Without a value the key does nothing; concluded from what the function is for.',
      examples: [true],
    }),
    rare: Type.Boolean({ description: 'Seldom needed.', examples: [false] }),
  },
  { title: 'KeyField', description: 'A parameter that a function of a key uses.' },
);

const KeyFunction = StrictObject(
  {
    value: Type.String({
      description: 'Value of the parameter `7.7.2/fpk.function`.',
      examples: ['selected-dialing'],
    }),
    fields: Type.Array(KeyField, {
      description: 'All parameters that it uses, in the order of a form.',
    }),
    oneOf: Type.Array(Type.String(), {
      description: 'Ids of fields of which at least one has to be set; empty without such a rule.',
      examples: [['other/stimulus-feature-code', 'other/stimulus-DTMF-sequence']],
    }),
    secondLevel: Type.Boolean({
      description: 'Whether a source lists it for the second level of keys.',
      examples: [true],
    }),
    models: Nullable(
      Type.Array(Type.String(), {
        description: 'Models that have it; null for all.',
        examples: [['OpenStage 40']],
      }),
    ),
  },
  { title: 'KeyFunction', description: 'What a function of a key needs and where it can be used.' },
);

const KeyLayout = StrictObject(
  {
    models: Type.Array(Type.String(), {
      description: 'Models as clients show them.',
      examples: [['OpenStage 40']],
    }),
    keys: Type.Integer({ description: 'Keys of the phone itself on each level, from 1.', examples: [6] }),
    levels: Type.Integer({ description: '1 or 2.', examples: [2] }),
    certainty: OneOf(['certain', 'inferred'], { description: 'How sure these numbers are.' }),
    source: Type.String({ description: 'Where it is documented.', examples: ['G 120'] }),
  },
  { title: 'KeyLayout', description: 'How many function keys a model has by itself.' },
);

const KeyNumbering = StrictObject(
  {
    secondLevel: Type.Integer({
      description: 'Added to a number for the same key on the second level.',
      examples: [1000],
    }),
    firstModule: Type.Integer({
      description: 'Keys of the first key module are counted from this number on.',
      examples: [300],
    }),
    moduleStep: Type.Integer({ description: 'From one key module to the next.', examples: [100] }),
    moduleKeys: Type.Integer({ description: 'Keys of a key module on each level.', examples: [12] }),
    fixedFrom: Type.Integer({
      description: 'First number of keys with a printed function.',
      examples: [4001],
    }),
    fixedTo: Type.Integer({ description: 'Last number of keys with a printed function.', examples: [4099] }),
  },
  { title: 'KeyNumbering', description: 'How the numbers of keys are made up.' },
);

export const FunctionKeys = StrictObject(
  {
    functions: Type.Array(KeyFunction, { description: 'Every function with a documented meaning.' }),
    layouts: Type.Array(KeyLayout, { description: 'The models whose keys a source counts.' }),
    numbering: KeyNumbering,
  },
  { title: 'FunctionKeys', description: 'What is known of function keys besides their parameters.' },
);

export const getFunctionKeysSchema = {
  operationId: 'getFunctionKeys',
  tags: ['parameters'],
  summary: 'Get what function keys need',
  description:
    'Which parameters each function of a key uses, how many keys models have, and how keys are numbered. Keys of models that are not listed are known from what phones report only.',
  headers: Type.Object({
    'if-none-match': Type.Optional(
      Type.String({
        description: 'The `ETag` of the answer that is known already.',
        examples: ['W/"47DEQpj8HBSa-_TImW-5"'],
      }),
    ),
  }),
  response: {
    200: {
      description: 'Functions, models and numbers.',
      headers: {
        ETag: { type: 'string', description: 'For `If-None-Match`.', examples: ['W/"47DEQpj8HBSa-_TImW-5"'] },
      },
      content: { 'application/json': { schema: FunctionKeys } },
    },
    304: Type.Unsafe<undefined>({ type: 'null', description: 'The known answer is still right.' }),
    ...problems('read'),
  },
} as const;
