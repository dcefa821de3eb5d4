import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { exportQuery } from '../../infra/http/record-bodies.ts';
import { Id, IdParams, NoContent, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { Job, targetStates } from './job.schema.ts';
import { jobTiming } from './order.schema.ts';

const again = {
  params: IdParams('job'),
  body: StrictObject(jobTiming, { description: 'When to begin, and how long it has.' }),
} as const;

export const retryJobSchema = {
  operationId: 'retryJob',
  tags: ['jobs'],
  summary: 'Order again what failed',
  description:
    'Gives the same order, in a new job, to the clients for which it failed, timed out or was canceled. Values are checked once more: clients that cannot take them any more are left out and say why.',
  ...again,
  response: {
    202: Job,
    ...problems(
      'change',
      'job.not_found',
      'job.nothing_to_retry',
      'job.no_clients',
      'job.invalid_value',
      'job.unfit_clients',
    ),
  },
} as const;

export const repeatJobSchema = {
  operationId: 'repeatJob',
  tags: ['jobs'],
  summary: 'Order the same again',
  description:
    'Gives the same order, in a new job, to all clients of this job that still exist. Values are checked once more.',
  ...again,
  response: {
    202: Job,
    ...problems('change', 'job.not_found', 'job.no_clients', 'job.invalid_value', 'job.unfit_clients'),
  },
} as const;

export const deleteJobSchema = {
  operationId: 'deleteJob',
  tags: ['jobs'],
  summary: 'Delete a job',
  description: 'Only one that has ended: cancel the others first. What it has changed on phones stays.',
  params: IdParams('job'),
  response: {
    204: NoContent('The job is gone.'),
    ...problems('change', 'job.not_found', 'job.still_running'),
  },
} as const;

export const deleteJobsSchema = {
  operationId: 'deleteJobs',
  tags: ['jobs'],
  summary: 'Delete several jobs',
  description: 'All of them or none: when one is still under way, nothing is deleted.',
  body: StrictObject({
    ids: Type.Array(Id('Id of a job.'), {
      minItems: 1,
      maxItems: 10_000,
      uniqueItems: true,
      description: 'The jobs; those that are gone already are passed over.',
      examples: [['4711', '4712']],
    }),
  }),
  response: {
    200: StrictObject(
      { deleted: Type.Integer({ minimum: 0, description: 'Jobs that were deleted.', examples: [12] }) },
      { description: 'How many jobs are gone.' },
    ),
    ...problems('change', 'job.still_running'),
  },
} as const;

export const listInitiatorsSchema = {
  operationId: 'listJobInitiators',
  tags: ['jobs'],
  summary: 'List who gave orders',
  description: 'The 100 with the most jobs.',
  response: {
    200: StrictObject(
      {
        items: Type.Array(
          StrictObject(
            {
              username: Type.String({
                description: 'User name when the order was given.',
                examples: ['admin'],
              }),
              jobs: Type.Integer({ minimum: 1, description: 'How many jobs.', examples: [12] }),
            },
            { title: 'JobInitiator', description: 'Who gave orders.' },
          ),
          { description: 'Those with the most jobs first.' },
        ),
      },
      { description: 'Who gave orders.' },
    ),
    ...problems('read'),
  },
} as const;

export const exportTargetsSchema = {
  operationId: 'exportJobTargets',
  tags: ['jobs'],
  summary: 'Export the targets of a job',
  description: 'Those that match, as a file that is written as it is read.',
  params: IdParams('job'),
  querystring: StrictObject({
    ...exportQuery,
    language: OneOf(['en', 'de'], {
      default: 'en',
      description: 'Language of the headings, states and reasons.',
    }),
    search: Type.String({
      maxLength: 200,
      default: '',
      description: 'As in the list of targets.',
      examples: ['4989'],
    }),
    state: Type.Optional(OneOf(targetStates, { description: 'Only targets in this state.' })),
  }),
  response: {
    200: {
      description: 'The file.',
      content: {
        'text/csv': {
          schema: Type.String({
            description: 'CSV.',
            examples: ['E.164,Hardware type\r\n4989700732406,OpenScape Desk Phone CP710\r\n'],
          }),
        },
        'application/json': {
          schema: Type.Array(
            Type.Record(Type.String(), Type.Unknown(), {
              description: 'A target.',
              examples: [{ 'E.164': '4989700732406' }],
            }),
            { description: 'A list of objects.' },
          ),
        },
      },
    },
    ...problems('read', 'job.not_found'),
  },
} as const;
