import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import {
  Id,
  IdParams,
  Instant,
  ListQuery,
  ListResponse,
  OneOf,
  StrictObject,
} from '../../infra/http/schemas.ts';
import { LoggedContact } from '../contact-log/index.ts';
<<<<<<< HEAD
import { DeploymentOfJob, deployOrder, TargetFile } from '../deployments/index.ts';
import {
  entryParams,
  MAX_VALUES_OF_ORDER,
  notPutBackList,
  OrderedValueSchema,
  WordingSchema,
  wayBackQuery,
} from '../values/index.ts';

export const jobTypes = [
  'configure',
  'refresh-data',
  'restart',
  'factory-reset',
  'logon',
  'logoff',
  'deploy-files',
] as const;
export const jobStates = ['created', 'active', 'partial-successful', 'success', 'timeout', 'failed'] as const;
export const targetStates = [
  'waiting',
  'contacting',
  'busy',
  'in-dialogue',
  'success',
  'partial-successful',
  'failed',
  'timeout',
  'canceled',
] as const;

/** When a job begins, and how long it has. */
export const jobTiming = {
  scheduledAt: Type.Optional(Instant('When to begin; absent: now. A time in the past means now.')),
  timeoutSeconds: Type.Optional(
    Type.Integer({
      minimum: 60,
      maximum: 31 * 86_400,
      description:
        'Seconds after the start after which what is still open counts as timed out; absent: as the setting `jobs.timeoutSeconds` says.',
      examples: [86_400],
    }),
  ),
};

const configureOrder = {
  type: Type.Literal('configure', { description: 'Set values.' }),
  values: Type.Array(OrderedValueSchema, {
    minItems: 1,
    maxItems: MAX_VALUES_OF_ORDER,
    description: 'The values to set.',
  }),
  skipUnfit: Type.Optional(
    Type.Boolean({
      description:
        'Whether clients that cannot take one of the values are left out: their targets fail at once and say why. Otherwise they make the whole order be refused.',
      examples: [true],
    }),
  ),
};

const actionOrder = {
  type: OneOf(['refresh-data', 'restart', 'factory-reset'], { description: 'What to do.' }),
  keepCertificates: Type.Optional(
    Type.Boolean({
      description:
        'Only for `factory-reset`: whether certificates that are desired on the phones are given back when they start up again. The phones know no word for keeping them, and what was put on them otherwise is lost.',
      examples: [true],
    }),
  ),
};

/** What each kind of order says of the work, apart from its clients and its time. */
export const orders = [
  StrictObject(configureOrder, { title: 'ConfigureOrder', description: 'Sets values on clients.' }),
  StrictObject(actionOrder, { title: 'ActionOrder', description: 'Reads, restarts or resets clients.' }),
  StrictObject(deployOrder, {
    title: 'DeployOrder',
    description: 'Brings files to clients, or takes them from there.',
  }),
] as const;
export const Order = Type.Union([...orders], { description: 'What is to be done with clients.' });
export type Order = Type.Static<typeof Order>;

export const NewJob = Type.Union(
  [
    StrictObject(
      { ...configureOrder, clients: ClientSelection, ...jobTiming },
      { title: 'NewConfigureJob', description: 'Sets values on clients.' },
    ),
    StrictObject(
      { ...actionOrder, clients: ClientSelection, ...jobTiming },
      { title: 'NewActionJob', description: 'Reads, restarts or resets clients.' },
    ),
    StrictObject(
      { ...deployOrder, clients: ClientSelection, ...jobTiming },
      { title: 'NewDeployJob', description: 'Brings files to clients, or takes them from there.' },
    ),
  ],
  { description: 'An order for clients.' },
);
export type NewJob = Type.Static<typeof NewJob>;

const count = (what: string) => Type.Integer({ minimum: 0, description: what, examples: [3] });

export const JobValues = Type.Array(
  StrictObject(
    {
      item: Type.String({ description: 'Item name.', examples: ['reg-addr'] }),
      index: Nullable(Type.Integer({ description: 'Index of the item.', examples: [1] })),
      parameterId: Nullable(
        Type.String({
          description: 'Parameter of the catalog.',
          examples: ['7.3.2/server-address'],
        }),
      ),
      value: Nullable(
        Type.String({
          description: 'Value; null for secrets and withdrawn values.',
          examples: ['192.0.2.20'],
        }),
      ),
      secret: Type.Boolean({ description: 'A secret: its value is not shown.', examples: [false] }),
      withdrawn: Type.Boolean({ description: 'The desired value is withdrawn.', examples: [false] }),
    },
    { title: 'JobValue', description: 'A value that a job sets.' },
  ),
  { description: 'What a `configure` job sets; at most the first 200 in a list.' },
);

export const Job = StrictObject(
  {
    id: Id('Id of the job.'),
    type: OneOf(jobTypes, { description: 'What it does.' }),
    state: OneOf(jobStates, { description: 'How it stands.' }),
    initiator: StrictObject(
      {
        id: Nullable(Id('Id of the account; null when it is gone.')),
        username: Type.String({ description: 'Its user name at that time.', examples: ['admin'] }),
      },
      { description: 'Who gave the order.' },
    ),
    createdAt: Instant('When the order was given.'),
    plannedAt: Instant('When it was to begin.'),
    startedAt: Nullable(Instant('When it began.')),
    finishedAt: Nullable(Instant('When its last target ended.')),
    canceledAt: Nullable(Instant('When it was canceled.')),
    timeoutSeconds: Type.Integer({ description: 'Seconds it has from its start.', examples: [86_400] }),
    targetCount: count('Clients of the job.'),
    origin: Nullable(
      StrictObject(
        {
          kind: OneOf(['retry', 'repeat', 'recurring'], {
            description:
              'The failed clients of another job again, all clients of another job again, or a run of a recurring job.',
          }),
          jobId: Nullable(Id('The other job; null when it was deleted, and for runs of a recurring job.')),
          recurringId: Nullable(Id('The recurring job; null when it was deleted, and for others.')),
        },
        { title: 'JobOrigin', description: 'Where it comes from; null: somebody ordered it.' },
      ),
    ),
    counts: StrictObject(
      {
        waiting: count('Waiting for their turn, or to be reached.'),
        contacting: count('Asked to call.'),
        busy: count('In a call; they get it afterwards.'),
        'in-dialogue': count('Talking to the server.'),
        success: count('Done.'),
        'partial-successful': count('Done in part.'),
        failed: count('Failed.'),
        timeout: count('Not done in time.'),
        canceled: count('Canceled.'),
      },
      { description: 'Targets by state.' },
    ),
    template: Nullable(
      StrictObject(
        {
          id: Id('Id of the template.'),
          name: Type.String({
            description: 'Its name when the order was given.',
            examples: ['Reception'],
          }),
        },
        {
          title: 'JobTemplate',
          description:
            'The template of which a job brings values or files to clients; null: it is none of a template.',
        },
      ),
    ),
    deployment: Nullable(DeploymentOfJob),
    rollout: Nullable(
      StrictObject(
        {
          id: Id('Id of the rollout.'),
          name: Type.String({
            description: 'Its name when the wave began.',
            examples: ['Firmware V1 R11.4'],
          }),
          wave: Type.Integer({ minimum: 1, description: 'Number of the wave.', examples: [1] }),
        },
        { title: 'JobRollout', description: 'The rollout of which the job is a wave; null: it is none.' },
      ),
    ),
    values: JobValues,
  },
  { title: 'Job', description: 'An order of an administrator.' },
);
export type Job = Type.Static<typeof Job>;

export const Target = StrictObject(
  {
    id: Id('Id of the target.'),
    clientId: Nullable(Id('Id of the client; null when it was deleted.')),
    e164: Type.String({
      description: 'Number of the client when the order was given.',
      examples: ['4989700732406'],
    }),
    deviceType: Type.String({ description: 'Its device type.', examples: ['OpenScape Desk Phone CP710'] }),
    model: Type.String({ description: 'Short name of the type.', examples: ['CP710'] }),
    deviceId: Type.String({ description: 'Its device ID.', examples: ['00:1A:E8:75:FD:B1'] }),
    user: Nullable(
      StrictObject(
        {
          id: Nullable(Id('Id of the mobile user; null when the user was deleted.')),
          e164: Type.String({
            description: 'Number of the user when the order was given.',
            examples: ['4989700732555'],
          }),
        },
        {
          title: 'TargetUser',
          description: 'Of a `logon` or `logoff` job: whom it logs on or off there. Null for other jobs.',
        },
      ),
    ),
    state: OneOf(targetStates, { description: 'How it stands.' }),
    attempts: Type.Integer({
      minimum: 0,
      description: 'How often the phone was asked to call.',
      examples: [1],
    }),
    reason: Nullable(WordingSchema),
    createdAt: Instant('When the order was given.'),
    updatedAt: Instant('When something last happened to it.'),
    finishedAt: Nullable(Instant('When it ended.')),
    nextAttemptAt: Nullable(Instant('When the phone is asked next, should it not call before.')),
    files: Type.Array(TargetFile, {
      description: 'Of a `deploy-files` job: how its files stand. Empty for other jobs.',
    }),
    events: Type.Array(
      StrictObject(
        {
          at: Instant('When it happened.'),
          kind: Type.String({ description: 'Stable word for translations.', examples: ['target.asked'] }),
          params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
            description: 'Names and numbers in the text.',
            examples: [{ address: '192.0.2.31' }],
          }),
          text: Type.String({
            description: 'The text in English.',
            examples: ['The phone at 192.0.2.31 is asked to call.'],
          }),
        },
        { title: 'TargetEvent', description: 'Something that happened to a target.' },
      ),
      { description: 'What happened, in order; the last 100.' },
    ),
  },
  { title: 'Target', description: 'One client of a job.' },
);
export type Target = Type.Static<typeof Target>;
=======
import { entryParams, notPutBackList, wayBackQuery } from '../values/index.ts';
import { Job, jobStates, jobTypes, Target, targetStates } from './job.schema.ts';
import { NewJob } from './order.schema.ts';
>>>>>>> 45607fb (refactor(jobs): orders, jobs and rollouts are described in files by meaning)

export const jobSortKeys = [
  'createdAt',
  'plannedAt',
  'finishedAt',
  'duration',
  'type',
  'state',
  'initiator',
] as const;

export const targetSortKeys = ['id', 'e164', 'deviceId', 'model', 'state', 'attempts', 'updatedAt'] as const;

export const createJobSchema = {
  operationId: 'createJob',
  tags: ['jobs'],
  summary: 'Give an order',
  description:
    'Answers as soon as the order is stored; the job then runs by itself. Nothing is stored when anything is wrong.',
  body: NewJob,
  response: {
    202: Job,
    ...problems(
      'change',
      'client.selection_grown',
      'job.no_clients',
      'job.invalid_value',
      'job.unfit_clients',
      'job.unknown_file',
    ),
  },
} as const;

export const putBackSchema = {
  operationId: 'putBackClientHistory',
  tags: ['clients'],
  summary: 'Put back what was desired before a change',
  description:
    'Gives an order that brings back the values that were desired before this entry of the history; what was not desired then is withdrawn. Secrets are not kept, so those that were another one before are named in the answer.',
  params: entryParams('client'),
  querystring: wayBackQuery,
  response: {
    202: StrictObject(
      {
        job: Job,
        notPutBack: notPutBackList,
      },
      { title: 'PutBack', description: 'The order that brings back what was.' },
    ),
    ...problems(
      'change',
      'client.not_found',
      'history.not_found',
      'history.nothing_to_put_back',
      'job.invalid_value',
      'job.no_clients',
    ),
  },
} as const;

export const listJobsSchema = {
  operationId: 'listJobs',
  tags: ['jobs'],
  summary: 'List jobs',
  querystring: ListQuery(
    { sort: jobSortKeys, order: 'desc', search: 'initiator, type and template' },
    {
      state: Type.Optional(OneOf(jobStates, { description: 'Only jobs in this state.' })),
      type: Type.Optional(OneOf(jobTypes, { description: 'Only jobs of this type.' })),
      clientId: Type.Optional(Id('Only jobs for this client.')),
      initiator: Type.Optional(
        Type.String({
          maxLength: 200,
          description: 'Only jobs that this account ordered.',
          examples: ['admin'],
        }),
      ),
      after: Type.Optional(Instant('Only jobs that began, or are to begin, at this time or later.')),
      before: Type.Optional(Instant('Only jobs that began, or are to begin, before this time.')),
      recurringId: Type.Optional(Id('Only runs of this recurring job.')),
    },
  ),
  response: { 200: ListResponse(Job, 'One page of jobs.'), ...problems('read') },
} as const;

export const getJobSchema = {
  operationId: 'getJob',
  tags: ['jobs'],
  summary: 'Get a job',
  params: IdParams('job'),
  response: { 200: Job, ...problems('read', 'job.not_found') },
} as const;

export const listTargetsSchema = {
  operationId: 'listJobTargets',
  tags: ['jobs'],
  summary: 'List the targets of a job',
  params: IdParams('job'),
  querystring: ListQuery(
    {
      sort: targetSortKeys,
      order: 'asc',
      search: 'number, device ID, model, number of the mobile user, and reason',
    },
    { state: Type.Optional(OneOf(targetStates, { description: 'Only targets in this state.' })) },
  ),
  response: { 200: ListResponse(Target, 'One page of targets.'), ...problems('read', 'job.not_found') },
} as const;

export const listTargetContactsSchema = {
  operationId: 'listJobTargetContacts',
  tags: ['jobs'],
  summary: 'List what a phone and the server said to each other for a target',
  description:
    'The dialogues that worked on this target, the newest first, as far as the log of contacts still has them. Secrets are never kept. It is written a few seconds behind.',
  params: StrictObject({ id: Id('Id of the job.'), targetId: Id('Id of the target.') }),
  response: {
    200: StrictObject(
      { items: Type.Array(LoggedContact, { description: 'The dialogues.' }) },
      { description: 'The dialogues of the target.' },
    ),
    ...problems('read', 'job.target_not_found'),
  },
} as const;

export const cancelJobSchema = {
  operationId: 'cancelJob',
  tags: ['jobs'],
  summary: 'Cancel a job',
  description: 'What is done stays done; what is open is not done any more.',
  params: IdParams('job'),
  response: { 200: Job, ...problems('change', 'job.not_found', 'job.already_finished') },
} as const;
