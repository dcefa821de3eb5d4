import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Id, StrictObject } from '../../infra/http/schemas.ts';
import { MAX_VALUES_OF_ORDER } from '../values/index.ts';
import { NewTemplate, Template } from './templates.schema.ts';

export const DOCUMENT_FORMAT = 'deskfleet-templates';
export const DOCUMENT_VERSION = 1;
const MAX_TEMPLATES = 500;
const MAX_FILES_NAMED = 50;

export const TemplateDocument = StrictObject(
  {
    format: Type.Literal(DOCUMENT_FORMAT, {
      description: 'What the file is.',
      examples: [DOCUMENT_FORMAT],
    }),
    version: Type.Literal(DOCUMENT_VERSION, {
      description: 'Version of the form of the file.',
      examples: [DOCUMENT_VERSION],
    }),
    templates: Type.Array(
      StrictObject(
        {
          ...NewTemplate.properties,
          values: Type.Array(
            StrictObject(
              {
                item: Type.String({
                  minLength: 1,
                  maxLength: 128,
                  description: 'Item name on the wire.',
                  examples: ['reg-addr'],
                }),
                index: Type.Optional(
                  Type.Integer({
                    minimum: 0,
                    maximum: 65_535,
                    description: 'Index; absent for single items.',
                    examples: [1],
                  }),
                ),
                value: Type.String({
                  maxLength: 65_536,
                  description: 'Value as on the wire.',
                  examples: ['192.0.2.20'],
                }),
              },
              { title: 'TemplateDocumentValue', description: 'A value in a file of templates.' },
            ),
            { maxItems: MAX_VALUES_OF_ORDER, description: 'Its content, without secrets.' },
          ),
          secretsLeftOut: Type.Optional(
            Type.Array(
              StrictObject({
                item: Type.String({
                  maxLength: 128,
                  description: 'Item name of a secret.',
                  examples: ['sip-pwd'],
                }),
                index: Type.Optional(
                  Type.Integer({ minimum: 0, description: 'Index; absent for single items.', examples: [1] }),
                ),
              }),
              {
                maxItems: MAX_VALUES_OF_ORDER,
                description:
                  'Secrets of the template: they never leave the server, so they have to be typed again.',
              },
            ),
          ),
          filesLeftOut: Type.Optional(
            Type.Array(
              Type.String({ maxLength: 200, description: 'Name of a file.', examples: ['logo.png'] }),
              {
                maxItems: MAX_FILES_NAMED,
                description: 'Files of the template: they are not in it, so they have to be assigned again.',
              },
            ),
          ),
        },
        { title: 'TemplateDocumentEntry', description: 'A template in a file.' },
      ),
      { minItems: 1, maxItems: MAX_TEMPLATES, description: 'The templates.' },
    ),
  },
  {
    title: 'TemplateDocument',
    description: 'Templates as a file. Secrets are never in it, and files are only named.',
  },
);
export type TemplateDocument = Type.Static<typeof TemplateDocument>;

export const exportTemplatesSchema = {
  operationId: 'exportTemplates',
  tags: ['templates'],
  summary: 'Export templates as a file',
  description:
    'A JSON file for `importTemplates`. Secrets and files are not in it; the entry of each template names those that were left out.',
  querystring: StrictObject({
    ids: Type.Array(Id('Id of a template.'), {
      minItems: 1,
      maxItems: MAX_TEMPLATES,
      uniqueItems: true,
      description: 'The templates.',
      examples: [['4711']],
    }),
  }),
  response: {
    200: {
      description: 'The file.',
      headers: {
        'Content-Disposition': {
          type: 'string',
          description: 'Suggests a file name.',
          examples: ['attachment; filename="templates.json"'],
        },
      },
      content: { 'application/json': { schema: TemplateDocument } },
    },
    ...problems('read', 'template.not_found'),
  },
} as const;

export const importTemplatesSchema = {
  operationId: 'importTemplates',
  tags: ['templates'],
  summary: 'Import templates from a file',
  description:
    'Makes new templates: all of the file or, when anything is wrong, none. No template that is there already is changed.',
  body: StrictObject(
    {
      document: TemplateDocument,
      dryRun: Type.Optional(
        Type.Boolean({ description: 'Only looks what would be made or is wrong.', examples: [true] }),
      ),
      rename: Type.Optional(
        Type.Boolean({
          description:
            'Whether a template whose name is taken gets a number behind its name instead of being refused.',
          examples: [true],
        }),
      ),
    },
    { title: 'TemplateImport', description: 'A file of templates, and what to do with it.' },
  ),
  response: {
    200: StrictObject(
      {
        created: Type.Array(Template, { description: 'The new templates; none after a dry run.' }),
        names: Type.Array(Type.String({ description: 'Name of a template.', examples: ['Reception (2)'] }), {
          description: 'Their names, in the order of the file.',
        }),
        secretsLeftOut: Type.Integer({
          minimum: 0,
          description: 'Secrets that were not in the file and have to be typed again.',
          examples: [1],
        }),
        filesLeftOut: Type.Integer({
          minimum: 0,
          description: 'Files of the templates that were not in it and have to be assigned again.',
          examples: [2],
        }),
      },
      { title: 'TemplateImportResult', description: 'What was made, or would be.' },
    ),
    ...problems('change', 'template.import_refused'),
  },
} as const;
