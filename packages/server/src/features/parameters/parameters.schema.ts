import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';

const LocalizedText = StrictObject(
  {
    en: Type.String({ description: 'English text.', examples: ['SIP server address'] }),
    de: Type.String({ description: 'German text.', examples: ['Adresse des SIP-Servers'] }),
  },
  { title: 'LocalizedText', description: 'A text in both languages of the product.' },
);

/** A text in both languages with a meaning of its own at its place. */
function localized(description: string) {
  return Type.Unsafe<Type.Static<typeof LocalizedText>>({ description, allOf: [LocalizedText] });
}

const certainties = ['certain', 'inferred'] as const;

const Choice = StrictObject(
  {
    value: Type.String({ description: 'Stable id of the value.', examples: ['tls'] }),
    wire: Type.String({ description: 'Text that goes to the phone for it.', examples: ['2'] }),
    label: localized('What it is called.'),
    certainty: OneOf(certainties, { description: 'How sure the text on the wire is.' }),
  },
  { title: 'ParameterChoice', description: 'A value to choose from.' },
);

const index = Type.Unsafe<object>({
  description:
    'Which instances of the item it stands for. `single`: the item without index (`tolerated` is one that some phones put there); `list`: entries `from` to `to`, without end if `to` is absent, with `optional` also the item without index; `keys`: numbers of function keys; `fixed`: the index `index`.',
  type: 'object',
  required: ['kind'],
  additionalProperties: false,
  properties: {
    kind: OneOf(['single', 'list', 'keys', 'fixed'], { description: 'Kind of the rule.' }),
    tolerated: Type.Integer({ description: 'An index that means the same as none.', examples: [1] }),
    from: Type.Integer({ description: 'Index of the first entry.', examples: [1] }),
    to: Type.Integer({ description: 'Index of the last entry.', examples: [20] }),
    optional: Type.Boolean({ description: 'Whether a lone entry may come without index.', examples: [true] }),
    index: Type.Integer({ description: 'The one index.', examples: [11] }),
  },
});

const limits = Type.Unsafe<object | null>({
  description: 'Phones that know the parameter; null for all.',
  type: ['object', 'null'],
  additionalProperties: false,
  examples: [{ models: ['OpenStage 15'] }],
  properties: {
    models: Type.Array(Type.String(), { description: 'Only these models.', examples: [['OpenStage 15']] }),
    firmware: StrictObject(
      {
        family: Type.String({ description: 'Family that is limited.', examples: ['OpenStage'] }),
        from: Type.String({ description: 'Oldest firmware that knows it.', examples: ['V3 R1'] }),
      },
      { description: 'Oldest firmware of a family; other families are not limited.' },
    ),
  },
});

export const Parameter = StrictObject(
  {
    id: Type.String({ description: 'Stable id: section and name.', examples: ['7.3.2/server-address'] }),
    section: Type.String({ description: 'Section it belongs to.', examples: ['7.3.2'] }),
    menu: Type.String({
      description: 'Menu of the configuration area, as in the guide.',
      examples: ['Telephony'],
    }),
    menuLabel: localized('Entry of the menu that the section is under.'),
    title: Type.String({ description: 'Title of the section, as in the guide.', examples: ['SIP Settings'] }),
    titleLabel: localized('Title of the section.'),
    label: localized('What the parameter is called.'),
    help: localized('One sentence on what it does.'),
    type: OneOf(
      [
        'text',
        'boolean',
        'integer',
        'enum',
        'password',
        'ip',
        'host',
        'url',
        'e164',
        'mac',
        'certificate',
        'base64',
      ],
      { description: 'Kind of its value. `host` takes an IP address or a name, `ip` an address only.' },
    ),
    values: Nullable(
      Type.Array(Choice, {
        description: 'All values of an `enum`, or names for some values of an `integer`; else null.',
      }),
    ),
    valuesSource: Nullable(
      Type.String({
        description: 'Where the values come from when the guide names but does not print them; else null.',
        examples: ['ISO 639-1'],
      }),
    ),
    default: Type.Unsafe<string | number | boolean | null>({
      type: ['string', 'number', 'boolean', 'null'],
      description: 'Value that phones come with; null when there is none, it is unknown, or it is secret.',
      examples: ['5060'],
    }),
    min: Nullable(Type.Integer({ description: 'Smallest number allowed.', examples: [1] })),
    max: Nullable(Type.Integer({ description: 'Largest number allowed.', examples: [65_535] })),
    excluded: Type.Array(Type.Integer(), {
      description: 'Numbers in between that are not allowed.',
      examples: [[0]],
    }),
    maxLength: Nullable(Type.Integer({ description: 'Most characters of a text.', examples: [24] })),
    unit: Nullable(Type.String({ description: 'Unit of a number.', examples: ['seconds'] })),
    format: Nullable(Type.String({ description: 'A narrower form than the type says.', examples: ['port'] })),
    purpose: OneOf(['setting', 'report', 'command'], {
      description:
        'A `setting` can be desired, a `report` is told by phones, a `command` is written by the server on its own.',
    }),
    readOnly: Type.Boolean({ description: 'Whether it is anything but a setting.', examples: [false] }),
    secret: Type.Boolean({ description: 'Whether its value is never shown.', examples: [false] }),
    scopes: Type.Array(OneOf(['client-sip', 'client-hfa', 'user', 'template'], { description: 'A scope.' }), {
      description: 'What it can be set on.',
      examples: [['client-sip', 'template']],
    }),
    item: Type.String({ description: 'Name of the item on the wire.', examples: ['reg-addr'] }),
    index,
    list: Nullable(
      Type.String({
        description:
          'Id of the list that it is a column of; values of the same index are one entry of that list.',
        examples: ['canonical-lookup'],
      }),
    ),
    emptyWire: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'Text on the wire that clears the value; null when it cannot be cleared.',
      examples: ['NULL'],
    }),
    certainty: OneOf(certainties, { description: 'How sure item and label belong together.' }),
    codesCertainty: Nullable(
      OneOf(certainties, { description: 'How sure the texts of all choices are; null without choices.' }),
    ),
    limits,
    source: Type.String({ description: 'Where it is documented.', examples: ['G 120'] }),
  },
  { title: 'Parameter', description: 'An entry of the catalog of what can be set on phones.' },
);

const ParameterList = StrictObject(
  {
    id: Type.String({ description: 'Stable id.', examples: ['canonical-lookup'] }),
    kind: OneOf(['entries', 'slots', 'ranked', 'keys'], {
      description:
        '`entries` come and go, `slots` are always there, `ranked` ones have an order and a switch, `keys` belong to function keys.',
    }),
    label: localized('What the list is called.'),
    entry: localized('What one entry is called.'),
    max: Nullable(Type.Integer({ description: 'Most entries; null without limit.', examples: [4] })),
    guideKeys: Type.Array(Type.String(), {
      description: 'Entries of the guide that the list as a whole stands for.',
      examples: [['7.1.6/files']],
    }),
  },
  { title: 'ParameterList', description: 'Parameters that belong together entry by entry.' },
);

const relationParts = {
  parameters: Type.Array(Type.String(), {
    description: 'Ids of the parameters that it is about.',
    examples: [['7.6.1/ipv4-address', '7.6.1/ipv4-subnet-mask']],
  }),
  source: Type.String({ description: 'Where it is documented.', examples: ['OSEM 7.6.1'] }),
};

const ConditionalRelation = StrictObject(
  {
    kind: OneOf(['editable-while', 'used-while'], {
      description:
        'The parameters can be set (`editable-while`) or have an effect (`used-while`) only while the condition holds.',
    }),
    condition: StrictObject(
      {
        parameter: Type.String({
          description:
            'Id of the parameter it depends on; of the same entry if both are columns of one list.',
          examples: ['7.6.1/dhcpv4-enabled'],
        }),
        in: Type.Array(
          Type.Unsafe<string | number | boolean | null>({
            type: ['string', 'number', 'boolean', 'null'],
            description: 'A value: id of a choice, number, truth value or text; null for none.',
            examples: [false],
          }),
          { description: 'It has one of these values.' },
        ),
      },
      { description: 'What has to be true of another parameter.' },
    ),
    ...relationParts,
  },
  { title: 'ConditionalRelation', description: 'Parameters that depend on the value of another one.' },
);

const ComparingRelation = StrictObject(
  {
    kind: OneOf(['ascending', 'different'], {
      description:
        'The values must not descend in this order (`ascending`) or must not be equal (`different`, of ports other than 0).',
    }),
    ...relationParts,
  },
  { title: 'ComparingRelation', description: 'Parameters whose values are compared with each other.' },
);

export const ParameterCatalog = StrictObject(
  {
    version: Type.String({
      description: 'Changes with the content of the catalog.',
      examples: ['672818ad1a2b7c1b'],
    }),
    items: Type.Array(Parameter, { description: 'Every parameter, by menu and section.' }),
    lists: Type.Array(ParameterList, { description: 'Every list that parameters are columns of.' }),
    relations: Type.Array(
      Type.Union([ConditionalRelation, ComparingRelation], {
        title: 'ParameterRelation',
        description:
          'A rule between parameters of one element, on the values that would hold afterwards; where one is not known it says nothing.',
      }),
      { description: 'Every rule between parameters.' },
    ),
  },
  { title: 'ParameterCatalog', description: 'The whole catalog of parameters.' },
);

export const listParametersSchema = {
  operationId: 'listParameters',
  tags: ['parameters'],
  summary: 'Get the catalog of parameters',
  description: 'All of it in one answer, which says by its `ETag` whether it has changed.',
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
      description: 'The catalog.',
      headers: {
        ETag: { type: 'string', description: 'For `If-None-Match`.', examples: ['W/"47DEQpj8HBSa-_TImW-5"'] },
      },
      content: { 'application/json': { schema: ParameterCatalog } },
    },
    304: Type.Unsafe<undefined>({ type: 'null', description: 'The known answer is still right.' }),
    ...problems('read'),
  },
} as const;
