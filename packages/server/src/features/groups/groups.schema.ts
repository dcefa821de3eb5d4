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
  OneOf,
  StrictObject,
} from '../../infra/http/schemas.ts';
import { SeenVersionsSchema } from '../../infra/http/seen-versions.ts';
import { changeTrail, Description, GivenName, NamedReference, Ranking } from '../templates/index.ts';

/** Entries of one field of a filter. */
const MAX_ENTRIES = 50;

const entries = (maxLength: number, description: string, examples: string[]) =>
  Type.Array(Type.String({ minLength: 1, maxLength, description: 'An entry.', examples: [examples[0]] }), {
    maxItems: MAX_ENTRIES,
    uniqueItems: true,
    description,
    examples: [examples],
  });

export const GroupFilter = StrictObject(
  {
    match: OneOf(['all', 'any'], {
      description:
        'Whether a client must fit all fields that are filled in, or any of them. Of one field it always has to fit one entry only.',
    }),
    e164: entries(
      32,
      "Patterns of the phone's own number: digits, `?` for any digit and `*` for any digits.",
      ['4989700*', '49897003240?'],
    ),
    addresses: entries(100, 'Addresses from which phones call: one, a range, or a subnet.', [
      '10.1.0.0/16',
      '10.2.0.10-10.2.0.99',
      '2001:db8::17',
    ]),
    clientTypes: entries(64, 'Device types, as `model` of clients.', ['CP710']),
    serverAddresses: entries(
      255,
      'Server addresses (`reg-addr`) that phones report: one in whatever case, or with `*` for any signs.',
      ['sip.example.org', '*.example.org'],
    ),
  },
  {
    title: 'GroupFilter',
    description: 'Finds the members of a group. At least one field must be filled in.',
  },
);
export type GroupFilter = Type.Static<typeof GroupFilter>;

const templateIds = Type.Array(Id('Id of a default template.'), {
  maxItems: 50,
  uniqueItems: true,
  description:
    'Templates that members get, in their order: it decides between templates of the same ranking.',
  examples: [['4711']],
});

const properties = {
  name: GivenName('group', 'Ward 3'),
  description: Description,
  ranking: Ranking,
};

export const Group = StrictObject(
  {
    id: Id('Id of the group.'),
    ...properties,
    filter: GroupFilter,
    templates: Type.Array(NamedReference, { description: 'Templates that members get, in their order.' }),
    memberCount: Type.Integer({ minimum: 0, description: 'Clients that belong to it.', examples: [12] }),
    ...changeTrail,
  },
  { title: 'Group', description: 'Clients that a filter finds, and the templates that they get.' },
);
export type Group = Type.Static<typeof Group>;

export const NewGroup = StrictObject(
  {
    name: properties.name,
    description: Type.Optional(properties.description),
    ranking: Type.Optional(properties.ranking),
    templateIds: Type.Optional(templateIds),
    filter: GroupFilter,
  },
  { title: 'NewGroup', description: 'A group to be made. What is absent: ranking 1, no templates.' },
);
export type NewGroup = Type.Static<typeof NewGroup>;

export const GroupChange = StrictObject(
  {
    name: Type.Optional(properties.name),
    description: Type.Optional(properties.description),
    ranking: Type.Optional(properties.ranking),
    templateIds: Type.Optional(templateIds),
    filter: Type.Optional(GroupFilter),
  },
  { title: 'GroupChange', description: 'What is to be changed; what is absent stays.' },
);
export type GroupChange = Type.Static<typeof GroupChange>;

export const groupSortKeys = ['name', 'ranking', 'memberCount', 'updatedAt'] as const;

export const listGroupsSchema = {
  operationId: 'listGroups',
  tags: ['groups'],
  summary: 'List groups',
  querystring: ListQuery(
    { sort: groupSortKeys, order: 'asc', search: 'name and description' },
    { templateId: Type.Optional(Id('Only groups with this template.')) },
  ),
  response: { 200: ListResponse(Group, 'One page of groups.'), ...problems('read') },
} as const;

export const getGroupSchema = {
  operationId: 'getGroup',
  tags: ['groups'],
  summary: 'Get a group',
  description: 'Its `ETag` is needed to change it.',
  params: IdParams('group'),
  response: { 200: Group, ...problems('read', 'group.not_found') },
} as const;

const refusals = ['group.name_taken', 'group.invalid_filter', 'group.unusable_template'] as const;

export const createGroupSchema = {
  operationId: 'createGroup',
  tags: ['groups'],
  summary: 'Create a group',
  description: 'Its members are found at once; they get its templates by and by, without a job.',
  body: NewGroup,
  response: { 201: Group, ...problems('change', ...refusals) },
} as const;

export const updateGroupSchema = {
  operationId: 'updateGroup',
  tags: ['groups'],
  summary: 'Change a group',
  description:
    'Its members are found anew at once. Clients that join get its templates by and by; from clients that leave they are withdrawn.',
  params: IdParams('group'),
  headers: IfMatchHeaders,
  body: GroupChange,
  response: { 200: Group, ...problems('guarded', 'group.not_found', ...refusals) },
} as const;

export const deleteGroupSchema = {
  operationId: 'deleteGroup',
  tags: ['groups'],
  summary: 'Delete a group',
  description: 'Its templates are withdrawn from its members.',
  params: IdParams('group'),
  headers: IfMatchHeaders,
  response: { 204: NoContent('The group is gone.'), ...problems('guarded', 'group.not_found') },
} as const;

export const deleteGroupsSchema = {
  operationId: 'deleteGroups',
  tags: ['groups'],
  summary: 'Delete several groups',
  description:
    'All of them or, when one was changed meanwhile, none. Those that are gone already are left out.',
  body: StrictObject(
    {
      ids: Type.Array(Id('Id of a group.'), {
        minItems: 1,
        maxItems: 10_000,
        uniqueItems: true,
        description: 'The groups.',
        examples: [['4711', '4712']],
      }),
      versions: SeenVersionsSchema,
    },
    { title: 'GroupDeletion', description: 'Groups to be deleted.' },
  ),
  response: {
    200: StrictObject(
      { deleted: Type.Integer({ minimum: 0, description: 'Groups that were deleted.', examples: [2] }) },
      { description: 'How many groups are gone.' },
    ),
    ...problems('change', 'request.outdated'),
  },
} as const;

const memberProperties = {
  id: Id('Id of the client.'),
  e164: Type.String({ description: "The phone's own number.", examples: ['4989700732406'] }),
  deviceId: Type.String({ description: 'Its device ID.', examples: ['00:1A:E8:75:FD:B1'] }),
  model: Type.String({ description: 'Short name of its type.', examples: ['CP710'] }),
  address: Type.String({ description: 'Where it called from last.', examples: ['10.1.0.31'] }),
  serverAddress: Type.String({
    description: 'The server address that it reports; empty when it has not told any.',
    examples: ['sip.example.org'],
  }),
};

export const previewGroupSchema = {
  operationId: 'previewGroup',
  tags: ['groups'],
  summary: 'See which clients a filter finds',
  body: StrictObject(
    { filter: GroupFilter },
    { title: 'GroupPreviewRequest', description: 'A filter that is thought of.' },
  ),
  response: {
    200: StrictObject(
      {
        count: Type.Integer({ minimum: 0, description: 'Clients that it finds.', examples: [12] }),
        sample: Type.Array(
          StrictObject(memberProperties, { title: 'GroupCandidate', description: 'A client that it finds.' }),
          { description: 'The first ten of them by number.' },
        ),
      },
      { title: 'GroupPreview', description: 'What a filter finds at this moment.' },
    ),
    ...problems('change', 'group.invalid_filter'),
  },
} as const;

export const GroupMember = StrictObject(
  { ...memberProperties, joinedAt: Instant('Since when it belongs to the group.') },
  { title: 'GroupMember', description: 'A client that belongs to a group.' },
);
export type GroupMember = Type.Static<typeof GroupMember>;

export const listMembersSchema = {
  operationId: 'listGroupMembers',
  tags: ['groups'],
  summary: 'List the members of a group',
  params: IdParams('group'),
  querystring: ListQuery(
    {
      sort: ['e164', 'deviceId', 'model', 'address', 'joinedAt'],
      order: 'asc',
      search: 'number, device ID and model',
    },
    {},
  ),
  response: {
    200: ListResponse(GroupMember, 'One page of members.'),
    ...problems('read', 'group.not_found'),
  },
} as const;
