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
import { SeenVersionsSchema } from '../../infra/http/seen-versions.ts';
import { fileFormats, fileTypes } from './file-facts.ts';

export const softwareTypes = ['SIP', 'HFA'] as const;

export const FileTypeSchema = OneOf(fileTypes, {
  description:
    'What it is for phones. `software`: firmware. `dongle`: dongle keys. `picture`: a picture of a contact.',
});

export const FileName = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'Its name: phones get and keep it under this name. No folders, no control characters.',
  examples: ['OS40_SIP_V3_R5_12_0.img'],
});

const Facts = StrictObject(
  {
    format: Type.Optional(
      OneOf(fileFormats, {
        description: 'Format of the content; `other`: none that is known. Absent: nobody has looked into it.',
      }),
    ),
    width: Type.Optional(Type.Integer({ description: 'Pixels of a row of the picture.', examples: [480] })),
    height: Type.Optional(Type.Integer({ description: 'Rows of the picture.', examples: [148] })),
    bitsPerPixel: Type.Optional(
      Type.Integer({ description: 'Bits of a pixel of the picture.', examples: [24] }),
    ),
    sampleRate: Type.Optional(
      Type.Integer({ description: 'Samples of the sound in a second.', examples: [8_000] }),
    ),
    bitsPerSample: Type.Optional(Type.Integer({ description: 'Bits of a sample.', examples: [16] })),
    channels: Type.Optional(Type.Integer({ description: 'Channels of the sound.', examples: [1] })),
    codec: Type.Optional(Type.String({ description: 'How the sound is coded.', examples: ['PCM'] })),
    seconds: Type.Optional(Type.Number({ description: 'Length of the sound, about.', examples: [12.5] })),
    imageName: Type.Optional(
      Type.String({ description: 'Name in the header of the firmware image.', examples: ['OpenStage40'] }),
    ),
    deviceType: Type.Optional(
      Type.String({ description: 'Device type in the firmware image.', examples: ['OpenStage 40'] }),
    ),
    softwareTypeText: Type.Optional(
      Type.String({ description: 'Software type in the firmware image.', examples: ['Siemens SIP'] }),
    ),
  },
  { title: 'FileFacts', description: 'What the content says of itself.' },
);

const Models = Type.Array(
  Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'Short name of a device type.',
    examples: ['CP710'],
  }),
  {
    maxItems: 100,
    uniqueItems: true,
    description: 'Device types that it is for, as `model` of clients; empty: any.',
    examples: [['OpenStage 40']],
  },
);

const SoftwareType = Nullable(
  OneOf(softwareTypes, { description: 'Software type of firmware; null: unknown, or it is no software.' }),
);

const SoftwareVersion = Nullable(
  Type.String({
    maxLength: 40,
    description: 'Version of firmware, as phones write it; null: unknown, or it is no software.',
    examples: ['V3 R5.12.0'],
  }),
);

const Warning = StrictObject(
  {
    code: Type.String({ description: 'Stable code of the limit.', examples: ['picture-size'] }),
    models: Type.Array(Type.String({ description: 'Device type.', examples: ['OpenStage 80'] }), {
      description: 'Device types that have this limit.',
    }),
    text: StrictObject(
      {
        en: Type.String({
          description: 'In English.',
          examples: ['OpenStage 80: needs 640 × 480 pixels, the picture has 320 × 240.'],
        }),
        de: Type.String({
          description: 'In German.',
          examples: ['OpenStage 80: benötigt 640 × 480 Pixel, das Bild hat 320 × 240.'],
        }),
      },
      { description: 'The warning in both languages.' },
    ),
  },
  { title: 'FileWarning', description: 'A known limit of device types that the file does not keep to.' },
);

const Named = StrictObject(
  {
    id: Id('Its id.'),
    name: Type.String({ description: 'Its name.', examples: ['logo-480.png'] }),
  },
  { description: 'Something with a name.' },
);

export const FileSchema = StrictObject(
  {
    id: Id('Id of the file.'),
    name: FileName,
    type: FileTypeSchema,
    size: Type.Integer({ minimum: 0, description: 'Bytes.', examples: [20_971_520] }),
    sha256: Nullable(
      Type.String({
        description:
          'SHA-256 of the content, hexadecimal; null for a file of a storage provider, whose content was not read.',
        examples: ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
      }),
    ),
    softwareType: SoftwareType,
    softwareVersion: SoftwareVersion,
    models: Models,
    facts: Facts,
    warnings: Type.Array(Warning, { description: 'Known limits of device types that it does not keep to.' }),
    store: OneOf(['database', 'provider'], {
      description: 'Where the content lies: here, or at a storage provider.',
    }),
    providerId: Nullable(Id('The storage provider; null: it lies here.')),
    providerKey: Nullable(
      Type.String({
        description: 'Where it lies there; null: it lies here.',
        examples: ['firmware/OS40_SIP_V3_R5_12_0.img'],
      }),
    ),
    missingSince: Nullable(Instant('Since when its storage provider has it no more; null: it is there.')),
    sameAs: Type.Array(Named, { description: 'Other files with the same content, the first five.' }),
    usage: StrictObject(
      {
        templates: Type.Array(Named, { description: 'Templates that have it.' }),
        runningJobs: Type.Array(Id('Id of a job.'), {
          description: 'Jobs that have not ended and bring it.',
        }),
      },
      { title: 'FileUsage', description: 'What uses it: as long as something does, it is not deleted.' },
    ),
    version: Type.Integer({
      minimum: 1,
      description: 'Counts the corrections; in quotes it is the `ETag`.',
      examples: [2],
    }),
    createdAt: Instant('When it was uploaded, or first seen at its storage provider.'),
    createdBy: Nullable(
      Type.String({
        description: 'User name of who uploaded it; null: a scan found it.',
        examples: ['admin'],
      }),
    ),
    updatedAt: Instant('When it was corrected last.'),
    updatedBy: Nullable(
      Type.String({ description: 'User name of who corrected it last.', examples: ['admin'] }),
    ),
  },
  { title: 'File', description: 'Something that can be deployed to phones.' },
);
export type FileView = Type.Static<typeof FileSchema>;

export const FileChange = StrictObject(
  {
    name: Type.Optional(FileName),
    type: Type.Optional(FileTypeSchema),
    softwareType: Type.Optional(SoftwareType),
    softwareVersion: Type.Optional(SoftwareVersion),
    models: Type.Optional(Models),
  },
  { title: 'FileChange', description: 'What is to be corrected; what is absent stays.' },
);
export type FileChange = Type.Static<typeof FileChange>;

export const fileSortKeys = ['name', 'type', 'size', 'softwareVersion', 'storage', 'createdAt'] as const;

export const listFilesSchema = {
  operationId: 'listFiles',
  tags: ['files'],
  summary: 'List files',
  querystring: ListQuery(
    { sort: fileSortKeys, order: 'asc', search: 'the name' },
    {
      type: Type.Optional(OneOf(fileTypes, { description: 'Only files of this type.' })),
      softwareType: Type.Optional(OneOf(softwareTypes, { description: 'Only software of this type.' })),
      storage: Type.Optional(
        Type.String({
          pattern: '^(database|provider|[1-9][0-9]{0,17})$',
          description:
            'Only files that lie here (`database`), at any storage provider (`provider`), or at the one with this id.',
          examples: ['database'],
        }),
      ),
      model: Type.Optional(
        Type.String({
          maxLength: 64,
          description: 'Only files for this device type, those for any included.',
          examples: ['CP710'],
        }),
      ),
    },
  ),
  response: { 200: ListResponse(FileSchema, 'One page of files.'), ...problems('read') },
} as const;

export const getFileSchema = {
  operationId: 'getFile',
  tags: ['files'],
  summary: 'Get a file',
  description: 'What is known of it, not its content. Its `ETag` is needed to correct it.',
  params: IdParams('file'),
  response: { 200: FileSchema, ...problems('read', 'file.not_found') },
} as const;

export const changeFileSchema = {
  operationId: 'changeFile',
  tags: ['files'],
  summary: 'Correct what is known of a file',
  description:
    'A type that the content cannot have is refused. For types other than software, software type and version become null.',
  params: IdParams('file'),
  headers: IfMatchHeaders,
  body: FileChange,
  response: { 200: FileSchema, ...problems('guarded', 'file.not_found', 'file.refused') },
} as const;

export const deleteFileSchema = {
  operationId: 'deleteFile',
  tags: ['files'],
  summary: 'Delete a file',
  description:
    'Refused while a template or a job that has not ended uses it. A file of a storage provider is deleted there.',
  params: IdParams('file'),
  headers: IfMatchHeaders,
  response: {
    204: NoContent('The file is gone.'),
    ...problems('guarded', 'file.not_found', 'file.in_use', 'file.at_provider'),
  },
} as const;

export const deleteFilesSchema = {
  operationId: 'deleteFiles',
  tags: ['files'],
  summary: 'Delete several files',
  description:
    'All of them or, when one is in use or was changed meanwhile, none. Those that are gone already are left out.',
  body: StrictObject(
    {
      ids: Type.Array(Id('Id of a file.'), {
        minItems: 1,
        maxItems: 10_000,
        uniqueItems: true,
        description: 'The files.',
        examples: [['4711', '4712']],
      }),
      versions: SeenVersionsSchema,
    },
    { title: 'FileDeletion', description: 'Files to be deleted.' },
  ),
  response: {
    200: StrictObject(
      { deleted: Type.Integer({ minimum: 0, description: 'Files that were deleted.', examples: [2] }) },
      { description: 'How many files are gone.' },
    ),
    ...problems('change', 'file.in_use', 'file.at_provider', 'request.outdated'),
  },
} as const;

const Content = (description: string) => ({
  description,
  content: {
    'application/octet-stream': {
      schema: Type.String({ description: 'The bytes as they are.', format: 'binary', examples: ['…'] }),
    },
  },
});

export const fileContentSchema = {
  operationId: 'getFileContent',
  tags: ['files'],
  summary: 'Download a file',
  description:
    'Streams the content. `Range` asks for one part of it (RFC 9110). With `inline=true` pictures, sounds and texts get their content type, so that a browser can show them; everything else is for saving.',
  params: IdParams('file'),
  querystring: StrictObject({
    inline: Type.Boolean({
      default: false,
      description: 'Whether a browser is to show it, where that is safe.',
      examples: [false],
    }),
  }),
  response: {
    200: Content('The content.'),
    206: Content('The part that `Range` asks for.'),
    ...problems('read', 'file.not_found', 'file.elsewhere', 'file.bad_range'),
  },
} as const;
