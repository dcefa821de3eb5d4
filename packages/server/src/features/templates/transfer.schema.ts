import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Id, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { FileName, FileTypeSchema } from '../files/index.ts';
import { MAX_VALUES_OF_ORDER } from '../values/index.ts';
import { NewTemplate, Template } from './templates.schema.ts';

export const DOCUMENT_FORMAT = 'deskfleet-templates';
export const DOCUMENT_VERSION = 1;
const MAX_TEMPLATES = 500;
const MAX_FILES = 50;

const fileInDocument = {
  name: FileName,
  type: FileTypeSchema,
  sha256: Nullable(
    Type.String({
      pattern: '^[0-9a-f]{64}$',
      description: 'SHA-256 of its content, by which it is found again; null: nobody has read it.',
      examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    }),
  ),
  softwareVersion: Nullable(
    Type.String({ maxLength: 200, description: 'Of software: its version.', examples: ['V1 R11.0.0'] }),
  ),
  action: OneOf(['deploy', 'delete'], { description: 'Whether phones get it, or have it taken away.' }),
};
const FileInDocument = StrictObject(fileInDocument, {
  title: 'TemplateDocumentFile',
  description: 'A file of a template; its content is not in the document.',
});
export type FileInDocument = Type.Static<typeof FileInDocument>;

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
          files: Type.Optional(
            Type.Array(FileInDocument, { maxItems: MAX_FILES, description: 'Its files, in their order.' }),
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
    'A JSON file for `importTemplates`. Secrets are never in it; the entry of each template names those that were left out. Of files it has name, type, SHA-256 and version, not the content.',
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
    'Makes new templates: all of the file or, when anything is wrong, none. No template that is there already is changed. A file of a template is found among those that are here by its SHA-256 and type; the answer names those that are not here, and their templates are made without them.',
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
        filesBound: Type.Integer({
          minimum: 0,
          description: 'Files that were found here.',
          examples: [3],
        }),
        filesNotFound: Type.Array(
          StrictObject(
            {
              template: Type.String({
                description: 'Name of the template, as it is made.',
                examples: ['Reception (2)'],
              }),
              ...fileInDocument,
            },
            { title: 'TemplateFileNotFound', description: 'A file that is not here.' },
          ),
          { description: 'Files that are not here: upload them, and choose them for the template.' },
        ),
      },
      { title: 'TemplateImportResult', description: 'What was made, or would be.' },
    ),
    ...problems('change', 'template.import_refused'),
  },
} as const;
