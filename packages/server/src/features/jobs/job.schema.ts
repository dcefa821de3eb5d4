import Type from 'typebox';
import { Id, Instant, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { DeploymentOfJob, TargetFile } from '../deployments/index.ts';
import { WordingSchema } from '../values/index.ts';

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
