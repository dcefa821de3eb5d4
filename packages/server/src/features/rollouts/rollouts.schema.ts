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
import { ClientSelection } from '../clients/index.ts';
import { DeploymentOfJob } from '../deployments/index.ts';
import { JobValues, jobTypes } from '../jobs/index.ts';
import { WordingSchema } from '../values/index.ts';
import {
  ChangeToPreview,
  count,
  NewRollout,
  PlanToPreview,
  RolloutChange,
  RolloutPreview,
  RolloutRules,
  startAt,
  Waves,
} from './rollout-plan.schema.ts';

export const rolloutStates = [
  'planned',
  'running',
  'waiting-for-gate',
  'waiting-for-window',
  'paused',
  'stopped',
  'aborted',
  'done',
] as const;

const Sentence = StrictObject(
  {
    code: Type.String({ description: 'Stable word for programs.', examples: ['rollout.stopped_failures'] }),
    params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
      description: 'Names and numbers in the text.',
      examples: [{ wave: 1, failed: 3, clients: 10, limit: '3' }],
    }),
    text: StrictObject(
      {
        en: Type.String({
          description: 'In English.',
          examples: ['Stopped in wave 1: 3 of 10 clients failed, the limit is 3.'],
        }),
        de: Type.String({
          description: 'In German.',
          examples: ['In Welle 1 angehalten: 3 von 10 Endgeräten sind fehlgeschlagen, die Grenze ist 3.'],
        }),
      },
      { description: 'The sentence.' },
    ),
  },
  { title: 'RolloutSentence', description: 'A sentence on a rollout in both languages.' },
);

const counts = StrictObject(
  {
    success: count('Succeeded.'),
    failed: count('Failed, timed out or done in part only; those that somebody accepted as well.'),
    heldBack: count('Held back for good: they got nothing.'),
    underWay: count('Got their order and have not ended.'),
    waiting: count('Have got nothing yet.'),
  },
  { title: 'RolloutCounts', description: 'Clients by what became of them.' },
);
export type RolloutCounts = Type.Static<typeof counts>;

const summary = {
  id: Id('Id of the rollout.'),
  name: Type.String({ description: 'What it is called.', examples: ['Firmware V1 R11.4'] }),
  state: OneOf(rolloutStates, {
    description:
      'How it stands. `stopped` means that it stopped itself; `waiting-for-gate` that enough clients must succeed, or a pause must pass, before the next wave.',
  }),
  sentence: Sentence,
  type: OneOf([...jobTypes, 'apply-template'], { description: 'What it does.' }),
  template: Nullable(
    StrictObject(
      {
        id: Id('Id of the template.'),
        name: Type.String({ description: 'Its name when it was chosen.', examples: ['Reception'] }),
      },
      { title: 'RolloutTemplate', description: 'The template that it applies; null for other orders.' },
    ),
  ),
  deployment: Nullable(DeploymentOfJob),
  createdAt: Instant('When it was created.'),
  createdBy: Type.String({ description: 'User name of who created it.', examples: ['admin'] }),
  startAt: Nullable(Instant('When it is to begin; null: when somebody starts it.')),
  beganAt: Nullable(Instant('When its clients were put into waves.')),
  endedAt: Nullable(Instant('When it ended or stopped.')),
  clientCount: count('Clients that take part; 0 before it has begun.'),
  leftOut: count('Chosen clients that cannot take the order.'),
  waveCount: count('Its waves; 0 before it has begun.'),
  wave: Type.Integer({ minimum: 0, description: 'Wave that began last; 0: none.', examples: [1] }),
  counts,
};

export const Rollout = StrictObject(summary, {
  title: 'Rollout',
  description: 'An order that goes out in waves.',
});
export type Rollout = Type.Static<typeof Rollout>;

export const RolloutDetail = StrictObject(
  {
    ...summary,
    version: Type.Integer({
      minimum: 1,
      description: 'Counts its changes; in quotes it is the `ETag`.',
      examples: [2],
    }),
    updatedAt: Instant('When it changed last.'),
    updatedBy: Nullable(
      Type.String({
        description: 'User name of who changed it last; null: it has moved on by itself.',
        examples: ['admin'],
      }),
    ),
    values: JobValues,
    keepCertificates: Type.Boolean({
      description: 'Whether a factory reset gives back the certificates that are desired on the phones.',
      examples: [false],
    }),
    clients: Nullable(
      Type.Union([...ClientSelection.anyOf], {
        description: 'Who is to take part; null once it has begun, when that is fixed.',
      }),
    ),
    waveRules: Waves,
    rules: RolloutRules,
    timeoutSeconds: Type.Integer({
      description: 'Seconds that each wave has from its start; what is open then has failed.',
      examples: [86_400],
    }),
    waves: Type.Array(
      StrictObject(
        {
          wave: Type.Integer({ minimum: 1, description: 'Its number.', examples: [1] }),
          kind: OneOf(['canary', 'step'], { description: 'The first wave, or a step in percent.' }),
          percent: Nullable(
            Type.Integer({
              description: 'Percent of all clients after it; null for the canary.',
              examples: [10],
            }),
          ),
          clientCount: count('Clients that are in it, without those that were deleted.'),
          beganAt: Nullable(Instant('When it began.')),
          gateReachedAt: Nullable(Instant('When enough of its clients had succeeded.')),
          endedAt: Nullable(Instant('When its last client had ended.')),
          needed: count('Clients that must have succeeded before the next wave begins.'),
          counts,
          jobIds: Type.Array(Id('Id of a job.'), {
            description: 'Its jobs, oldest first: more than one when it was repeated.',
            examples: [['4711']],
          }),
        },
        { title: 'RolloutWave', description: 'A wave of a rollout.' },
      ),
      { description: 'Its waves; none before it has begun.' },
    ),
    events: Type.Array(
      StrictObject(
        {
          at: Instant('When it happened.'),
          state: OneOf(rolloutStates, { description: 'State after it.' }),
          account: Nullable(
            Type.String({
              description: 'User name of who did it; null: the rollout itself.',
              examples: ['admin'],
            }),
          ),
          sentence: Sentence,
        },
        { title: 'RolloutEvent', description: 'Something that happened to a rollout.' },
      ),
      { description: 'What happened, in order; the last 200.' },
    ),
  },
  { title: 'RolloutDetail', description: 'A rollout with its waves and what happened to it.' },
);
export type RolloutDetail = Type.Static<typeof RolloutDetail>;

export const RolloutClient = StrictObject(
  {
    clientId: Id('Id of the client.'),
    e164: Type.String({ description: 'Its number.', examples: ['4989700732406'] }),
    deviceId: Type.String({ description: 'Its device ID.', examples: ['00:1A:E8:75:FD:B1'] }),
    model: Type.String({ description: 'Its model.', examples: ['CP710'] }),
    wave: Type.Integer({ minimum: 1, description: 'Wave that it is in.', examples: [1] }),
    state: OneOf(['waiting', 'under-way', 'success', 'failed', 'held-back'], {
      description: 'How far it is.',
    }),
    jobId: Nullable(Id('Job that it got its order with; null before its wave.')),
    reason: Nullable(WordingSchema),
  },
  { title: 'RolloutClient', description: 'A client of a rollout.' },
);
export type RolloutClient = Type.Static<typeof RolloutClient>;

const orderProblems = [
  'client.selection_grown',
  'job.no_clients',
  'job.invalid_value',
  'job.unfit_clients',
  'template.not_found',
  'template.wrong_type',
  'group.not_found',
  'rollout.empty_canary',
] as const;

export const rolloutSortKeys = ['createdAt', 'name', 'state', 'startAt', 'endedAt'] as const;

export const listRolloutsSchema = {
  operationId: 'listRollouts',
  tags: ['rollouts'],
  summary: 'List rollouts',
  querystring: ListQuery(
    { sort: rolloutSortKeys, order: 'desc', search: 'name and who created it' },
    { state: Type.Optional(OneOf(rolloutStates, { description: 'Only rollouts in this state.' })) },
  ),
  response: { 200: ListResponse(Rollout, 'One page of rollouts.'), ...problems('read') },
} as const;

export const createRolloutSchema = {
  operationId: 'createRollout',
  tags: ['rollouts'],
  summary: 'Create a rollout',
  description:
    'Who takes part is fixed when it begins: then the clients are put into waves. Each wave is one job. Nothing is stored when anything is wrong.',
  body: NewRollout,
  response: { 201: RolloutDetail, ...problems('change', ...orderProblems) },
} as const;

export const previewRolloutSchema = {
  operationId: 'previewRollout',
  tags: ['rollouts'],
  summary: 'Preview the waves of a rollout',
  description: 'What the waves would be if it began now. Nothing is stored.',
  body: PlanToPreview,
  response: { 200: RolloutPreview, ...problems('change', ...orderProblems) },
} as const;

export const getRolloutSchema = {
  operationId: 'getRollout',
  tags: ['rollouts'],
  summary: 'Get a rollout',
  params: IdParams('rollout'),
  response: { 200: RolloutDetail, ...problems('read', 'rollout.not_found') },
} as const;

export const updateRolloutSchema = {
  operationId: 'updateRollout',
  tags: ['rollouts'],
  summary: 'Change a rollout that has not begun',
  description:
    'Replaces what it is to do, for whom and by which rules; as when it is created, nothing is stored when anything is wrong. Needs the `ETag` of what was read.',
  params: IdParams('rollout'),
  headers: IfMatchHeaders,
  body: RolloutChange,
  response: {
    200: RolloutDetail,
    ...problems('guarded', 'rollout.not_found', 'rollout.wrong_state', ...orderProblems),
  },
} as const;

export const previewRolloutChangeSchema = {
  operationId: 'previewRolloutChange',
  tags: ['rollouts'],
  summary: 'Preview a change of a rollout that has not begun',
  description: 'Who would be in which wave if it were changed and began now. Stores nothing.',
  params: IdParams('rollout'),
  body: ChangeToPreview,
  response: {
    200: RolloutPreview,
    ...problems('change', 'rollout.not_found', 'rollout.wrong_state', ...orderProblems),
  },
} as const;

export const listRolloutClientsSchema = {
  operationId: 'listRolloutClients',
  tags: ['rollouts'],
  summary: 'List the clients of a rollout',
  description: 'Who is in which wave, and how far each is. Empty before the rollout has begun.',
  params: IdParams('rollout'),
  querystring: ListQuery(
    { sort: ['wave', 'e164', 'deviceId', 'model'], order: 'asc', search: 'number, device ID and model' },
    {
      wave: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 100, description: 'Only this wave.', examples: [1] }),
      ),
      state: Type.Optional(RolloutClient.properties.state),
    },
  ),
  response: {
    200: ListResponse(RolloutClient, 'One page of clients.'),
    ...problems('read', 'rollout.not_found'),
  },
} as const;

const action = (operationId: string, summary: string, description: string) =>
  ({
    operationId,
    tags: ['rollouts'],
    summary,
    description,
    params: IdParams('rollout'),
    response: { 200: RolloutDetail, ...problems('change', 'rollout.not_found', 'rollout.wrong_state') },
  }) as const;

export const startRolloutSchema = {
  ...action(
    'startRollout',
    'Start a rollout',
    'Now or at a time; also gives one that is planned another time.',
  ),
  body: StrictObject({ startAt }, { title: 'RolloutStart', description: 'When it begins; empty: now.' }),
} as const;

export const pauseRolloutSchema = action(
  'pauseRollout',
  'Pause a rollout',
  'Nothing more is sent to phones that have got nothing yet; the others finish.',
);

export const resumeRolloutSchema = {
  ...action(
    'resumeRollout',
    'Resume a rollout',
    'One that was paused goes on where it was. For one that has stopped itself somebody decides with `after`.',
  ),
  body: StrictObject(
    {
      after: Type.Optional(
        OneOf(['accept', 'repeat'], {
          description:
            'After a stop: `accept` leaves what failed as it is, and goes on with the clients that were held back and then with the next wave; `repeat` gives the order again to those that failed as well.',
        }),
      ),
    },
    { title: 'RolloutResume', description: 'How it goes on.' },
  ),
} as const;

export const abortRolloutSchema = action(
  'abortRollout',
  'Abort a rollout',
  'For good. What was not sent is not sent any more; phones that have got their order finish.',
);

export const deleteRolloutSchema = {
  operationId: 'deleteRollout',
  tags: ['rollouts'],
  summary: 'Delete a rollout',
  description: 'One that has not begun, or has ended. The jobs of its waves stay.',
  params: IdParams('rollout'),
  response: {
    204: NoContent('The rollout is gone.'),
    ...problems('change', 'rollout.not_found', 'rollout.wrong_state'),
  },
} as const;
