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
import { Schedule } from './schedule.ts';

const content = {
  name: Type.String({
    minLength: 1,
    maxLength: 80,
    pattern: '\\S',
    description: 'What it is called; upper and lower case being the same, each name is there once.',
    examples: ['Nightly refresh'],
  }),
  type: OneOf(['refresh-data', 'restart', 'logoff'], {
    description:
      'What it orders. `logoff`: mobile users who are logged on at the clients at that time are logged off.',
  }),
  clients: ClientSelection,
  schedule: Schedule,
  timeZone: Type.String({
    minLength: 1,
    maxLength: 60,
    description: 'Time zone of the schedule (IANA).',
    examples: ['Europe/Berlin'],
  }),
  timeoutSeconds: Nullable(
    Type.Integer({
      minimum: 60,
      maximum: 31 * 86_400,
      description: 'Seconds that each run has from its start; null: as the settings say.',
      examples: [14_400],
    }),
  ),
  paused: Type.Boolean({ description: 'Whether it waits for being resumed.', examples: [false] }),
};

export const NewRecurringJob = StrictObject(
  { ...content, timeZone: Type.Optional(content.timeZone) },
  {
    title: 'NewRecurringJob',
    description:
      'An order that is given again and again. Without a time zone it gets that of the settings (`server.timeZone`).',
  },
);
export type NewRecurringJob = Type.Static<typeof NewRecurringJob>;

export const RecurringJobChange = Type.Partial(StrictObject(content), {
  title: 'RecurringJobChange',
  description: 'What is to change; absent parts stay.',
  additionalProperties: false,
});
export type RecurringJobChange = Type.Static<typeof RecurringJobChange>;

export const RecurringJob = StrictObject(
  {
    id: Id('Id of the recurring job.'),
    ...content,
    nextRunAt: Nullable(Instant('When it runs next; null: it is paused.')),
    skipped: Nullable(
      StrictObject(
        {
          at: Instant('When it was to run.'),
          reason: OneOf(['still-running', 'no-clients', 'nobody-logged-on'], {
            description:
              '`still-running`: the run before had not ended yet. `no-clients`: no client matched at that time. `nobody-logged-on`: no mobile user was logged on there.',
          }),
        },
        {
          title: 'SkippedRun',
          description:
            'The last time that came without a run, when no run has come since; null: there is none.',
        },
      ),
    ),
    lastRun: Nullable(
      StrictObject(
        {
          jobId: Id('Id of the job.'),
          at: Instant('When it was ordered.'),
          state: Type.String({ description: 'State of the job.', examples: ['success'] }),
        },
        { title: 'LastRun', description: 'The last run; null: none yet, or it was deleted.' },
      ),
    ),
    createdBy: Type.String({ description: 'User name of who made it.', examples: ['admin'] }),
    version: Type.Integer({ description: 'Counts its changes.', examples: [3] }),
    updatedBy: Type.String({ description: 'User name of who changed it last.', examples: ['admin'] }),
    updatedAt: Instant('When it was changed last.'),
  },
  { title: 'RecurringJob', description: 'An order that is given again and again.' },
);
export type RecurringJob = Type.Static<typeof RecurringJob>;

export const recurringSortKeys = ['name', 'type', 'nextRunAt', 'updatedAt'] as const;

export const listRecurringJobsSchema = {
  operationId: 'listRecurringJobs',
  tags: ['jobs'],
  summary: 'List recurring jobs',
  querystring: ListQuery({ sort: recurringSortKeys, order: 'asc', search: 'name and type' }, {}),
  response: { 200: ListResponse(RecurringJob, 'One page of recurring jobs.'), ...problems('read') },
} as const;

const described =
  'Its filter is evaluated at each run. A time that passes while the last run has not ended is left out, and so is one without clients; times that were missed while no server was running are made up for once.';

export const createRecurringJobSchema = {
  operationId: 'createRecurringJob',
  tags: ['jobs'],
  summary: 'Order something again and again',
  description: described,
  body: NewRecurringJob,
  response: {
    201: RecurringJob,
    ...problems('change', 'recurring_job.name_taken', 'recurring_job.invalid_schedule'),
  },
} as const;

export const getRecurringJobSchema = {
  operationId: 'getRecurringJob',
  tags: ['jobs'],
  summary: 'Get a recurring job',
  params: IdParams('recurring job'),
  response: { 200: RecurringJob, ...problems('read', 'recurring_job.not_found') },
} as const;

export const changeRecurringJobSchema = {
  operationId: 'changeRecurringJob',
  tags: ['jobs'],
  summary: 'Change, pause or resume a recurring job',
  description: `${described} Needs the \`ETag\` of what was read.`,
  params: IdParams('recurring job'),
  headers: IfMatchHeaders,
  body: RecurringJobChange,
  response: {
    200: RecurringJob,
    ...problems(
      'guarded',
      'recurring_job.not_found',
      'recurring_job.name_taken',
      'recurring_job.invalid_schedule',
    ),
  },
} as const;

export const deleteRecurringJobSchema = {
  operationId: 'deleteRecurringJob',
  tags: ['jobs'],
  summary: 'Delete a recurring job',
  description: 'Its runs stay. Needs the `ETag` of what was read.',
  params: IdParams('recurring job'),
  headers: IfMatchHeaders,
  response: {
    204: NoContent('The recurring job is gone.'),
    ...problems('guarded', 'recurring_job.not_found'),
  },
} as const;
