import Type from 'typebox';
import { IfMatchHeaders } from '../../infra/http/preconditions.ts';
import { problems } from '../../infra/http/problems.ts';
import { IdParams, Nullable, StrictObject } from '../../infra/http/schemas.ts';
import { ClientSelection } from '../clients/index.ts';
import { Job, jobTiming } from '../jobs/index.ts';
import { ContentValues, Template } from '../templates/index.ts';
import { entryParams, notPutBackList, wayBackQuery } from '../values/index.ts';

export const updateContentSchema = {
  operationId: 'updateTemplateContent',
  tags: ['templates'],
  summary: 'Change the content of a template',
  description:
    'The new content is kept at once. To clients that have the template it goes out as one job, in which each phone gets only what differs; phones that join later get it at once. `previewTemplateChange` says before what will happen.',
  params: IdParams('template'),
  headers: IfMatchHeaders,
  body: StrictObject(
    { values: ContentValues, ...jobTiming },
    { title: 'TemplateContentChange', description: 'A change of the content, and when it goes out.' },
  ),
  response: {
    200: StrictObject(
      {
        template: Template,
        job: Nullable(Job),
      },
      {
        title: 'TemplateContentChanged',
        description:
          'The template, and the job that brings the change to clients; null when no client has the template, or nothing has changed.',
      },
    ),
    ...problems('guarded', 'template.not_found', 'job.invalid_value', 'group.invalid_filter'),
  },
} as const;

export const putBackContentSchema = {
  operationId: 'putBackTemplateHistory',
  tags: ['templates'],
  summary: 'Put back what a template wanted before a change',
  description:
    'Goes out like any change of the content; what the template did not have then is taken out. Secrets are not kept, so those that were another one before are named in the answer.',
  params: entryParams('template'),
  headers: IfMatchHeaders,
  querystring: wayBackQuery,
  body: StrictObject(jobTiming, { title: 'TemplatePutBackOrder', description: 'When it goes out.' }),
  response: {
    200: StrictObject(
      { template: Template, job: Nullable(Job), notPutBack: notPutBackList },
      {
        title: 'TemplatePutBack',
        description:
          'The template, and the job that brings the change to clients; null when no client has the template.',
      },
    ),
    ...problems(
      'guarded',
      'template.not_found',
      'history.not_found',
      'history.nothing_to_put_back',
      'job.invalid_value',
      'group.invalid_filter',
    ),
  },
} as const;

export const applyTemplateSchema = {
  operationId: 'applyTemplate',
  tags: ['templates'],
  summary: 'Apply a template to clients',
  description:
    'As one job, in which each phone gets only what differs. From then on the clients have the template, so that later changes of it reach them as well.',
  params: IdParams('template'),
  body: StrictObject(
    {
      clients: ClientSelection,
      skipUnfit: Type.Optional(
        Type.Boolean({
          description:
            'Whether clients that the template is not for are left out: their targets fail at once and say why. Otherwise they make the whole order be refused.',
          examples: [true],
        }),
      ),
      ...jobTiming,
    },
    { title: 'TemplateApplication', description: 'Clients that a template is applied to.' },
  ),
  response: {
    202: Job,
    ...problems('change', 'template.not_found', 'template.wrong_type', 'job.no_clients', 'job.unfit_clients'),
  },
} as const;

export const withdrawTemplateSchema = {
  operationId: 'withdrawTemplate',
  tags: ['templates'],
  summary: 'Withdraw a template from clients',
  description:
    'Takes back that it was applied to them; what they have by groups stays. Its values fall back to what is wanted next, which the phones get by and by, without a job. A value that nothing else wants stays on the phone as it is.',
  params: IdParams('template'),
  body: StrictObject(
    { clients: ClientSelection },
    { title: 'TemplateWithdrawal', description: 'Clients that a template is withdrawn from.' },
  ),
  response: {
    200: StrictObject(
      {
        withdrawn: Type.Integer({
          minimum: 0,
          description: 'Clients that it had been applied to.',
          examples: [12],
        }),
      },
      { description: 'From how many clients it was withdrawn.' },
    ),
    ...problems('change', 'template.not_found'),
  },
} as const;
