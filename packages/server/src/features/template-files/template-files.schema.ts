import Type from 'typebox';
import { IfMatchHeaders } from '../../infra/http/preconditions.ts';
import { problems } from '../../infra/http/problems.ts';
import { Id, IdParams, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { fileTypes } from '../files/index.ts';
import { Job, jobTiming } from '../jobs/index.ts';
import { Template } from '../templates/index.ts';

const action = OneOf(['deploy', 'delete'], {
  description: 'Whether phones get it, or have it taken away. Software cannot be taken away.',
});

const TemplateFile = StrictObject(
  {
    fileId: Id('Id of the file.'),
    action,
    type: OneOf(fileTypes, { description: 'What it is for.' }),
    name: Type.String({ description: 'Its name.', examples: ['logo.png'] }),
    bytes: Type.Integer({ minimum: 0, description: 'Its size.', examples: [48_210] }),
    softwareType: Nullable(Type.String({ description: 'Of software: `SIP` or `HFA`.', examples: ['SIP'] })),
    softwareVersion: Nullable(
      Type.String({ description: 'Of software: its version.', examples: ['V1 R11.0.0'] }),
    ),
    models: Type.Array(Type.String({ description: 'Short name of a device type.', examples: ['CP710'] }), {
      description: 'Device types that it is for; empty: all.',
    }),
    isMissing: Type.Boolean({ description: 'Its storage provider has it no longer.', examples: [false] }),
  },
  { title: 'TemplateFile', description: 'A file of a template.' },
);

const LeftOut = StrictObject(
  {
    name: Type.String({ description: 'Name of the file.', examples: ['logo.png'] }),
    reason: StrictObject(
      {
        en: Type.String({
          description: 'The reason in English.',
          examples: ['“logo.png” is for CP710, not for CP410.'],
        }),
        de: Type.String({
          description: 'The reason in German.',
          examples: ['„logo.png“ ist für CP710, nicht für CP410.'],
        }),
      },
      { description: 'Why.' },
    ),
    clientCount: Type.Integer({ minimum: 1, description: 'How many clients it concerns.', examples: [12] }),
    clients: Type.Array(
      StrictObject(
        {
          id: Id('Id of the client.'),
          e164: Type.String({ description: 'Its number.', examples: ['4989700732406'] }),
          deviceId: Type.String({ description: 'Its device ID.', examples: ['00:1A:E8:75:FD:B1'] }),
        },
        { title: 'LeftOutClient', description: 'A client that does not get it.' },
      ),
      { description: 'The first 20 of them.' },
    ),
  },
  { title: 'LeftOutFile', description: 'A file that some clients do not get.' },
);

export const listTemplateFilesSchema = {
  operationId: 'listTemplateFiles',
  tags: ['templates'],
  summary: 'List the files of a template',
  description: 'The `ETag` is that of the template, and needed to change them.',
  params: IdParams('template'),
  response: {
    200: StrictObject(
      { items: Type.Array(TemplateFile, { description: 'The files, in their order.' }) },
      { title: 'TemplateFiles', description: 'The files of a template.' },
    ),
    ...problems('read', 'template.not_found'),
  },
} as const;

export const setTemplateFilesSchema = {
  operationId: 'setTemplateFiles',
  tags: ['templates'],
  summary: 'Set the files of a template',
  description:
    'To clients that have the template they go out as one job, in which each phone gets what is for it and what it does not have; phones that get the template later get them then. Software goes along as the software update policy of the template says. A file that is taken out of a template stays where it is.',
  params: IdParams('template'),
  headers: IfMatchHeaders,
  body: StrictObject(
    {
      files: Type.Array(
        StrictObject(
          { fileId: Id('Id of the file.'), action: Type.Optional(action) },
          { title: 'FileForTemplate', description: 'A file, and what becomes of it; `deploy` when absent.' },
        ),
        { maxItems: 50, description: 'All files that the template has from now on.' },
      ),
      ...jobTiming,
    },
    { title: 'TemplateFilesChange', description: 'The files of a template, and when they go out.' },
  ),
  response: {
    200: StrictObject(
      {
        template: Template,
        items: Type.Array(TemplateFile, { description: 'The files, in their order.' }),
        job: Nullable(Job),
        leftOut: Type.Array(LeftOut, {
          description:
            'Files of the job that some of its clients do not get; the targets of the job say it as well.',
        }),
      },
      {
        title: 'TemplateFilesChanged',
        description:
          'The template with its files, and the job that brings them to clients; null when no client has the template, or nothing new goes out.',
      },
    ),
    ...problems('guarded', 'template.not_found', 'job.unknown_file'),
  },
} as const;
