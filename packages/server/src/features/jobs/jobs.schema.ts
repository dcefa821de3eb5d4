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
import { entryParams, notPutBackList, wayBackQuery } from '../values/index.ts';
import { Job, jobStates, jobTypes, Target, targetStates } from './job.schema.ts';
import { NewJob } from './order.schema.ts';

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
