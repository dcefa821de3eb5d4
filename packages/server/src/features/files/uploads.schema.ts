import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Instant, NoContent, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { fileTypes } from './file-facts.ts';
import { FileName, FileSchema } from './files.schema.ts';

const GIBIBYTE = 1_073_741_824;

/** A random id; whoever knows it still needs the account that began the upload. */
const UploadId = Type.String({
  pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  description: 'Id of the upload.',
  examples: ['7f6a1a52-8d0b-4b0e-9a52-0f8a3e0f3c11'],
});
const UploadParams = StrictObject({ id: UploadId });

const Upload = StrictObject(
  {
    id: UploadId,
    name: FileName,
    size: Type.Integer({ description: 'Bytes of the whole file.', examples: [20_971_520] }),
    offset: Type.Integer({
      description: 'Bytes that have arrived: the next portion begins here.',
      examples: [8_388_608],
    }),
    expiresAt: Instant('When it is given up if nothing more arrives.'),
  },
  { title: 'FileUpload', description: 'A file on its way.' },
);
export type UploadView = Type.Static<typeof Upload>;

const UploadStep = StrictObject(
  {
    upload: Nullable(Upload),
    file: Nullable(FileSchema),
    needsType: Type.Boolean({
      description:
        'Everything has arrived, but neither content nor name say what it is: finish it with a type.',
      examples: [false],
    }),
  },
  {
    title: 'FileUploadStep',
    description: 'Where an upload stands: `upload` while it is on its way, `file` when it is done.',
  },
);
export type UploadStepView = Type.Static<typeof UploadStep>;

const ChosenType = OneOf(fileTypes, {
  description: 'What it is for phones; absent: it is recognized by its content, or by its name.',
});

export const beginUploadSchema = {
  operationId: 'beginFileUpload',
  tags: ['files'],
  summary: 'Begin to upload a file',
  description:
    'Then send the content in portions. An upload from which nothing is heard for a day is given up. At most 20 of an account at once.',
  body: StrictObject(
    {
      name: FileName,
      size: Type.Integer({
        minimum: 1,
        maximum: GIBIBYTE,
        description: 'Bytes of the whole file, at most 1 GiB.',
        examples: [20_971_520],
      }),
      type: Type.Optional(ChosenType),
    },
    { title: 'NewFileUpload', description: 'A file that is to be uploaded.' },
  ),
  response: { 201: Upload, ...problems('change', 'file.too_many_uploads') },
} as const;

export const getUploadSchema = {
  operationId: 'getFileUpload',
  tags: ['files'],
  summary: 'Ask where an upload stands',
  description: 'After a broken connection: go on at `offset`.',
  params: UploadParams,
  response: { 200: Upload, ...problems('read', 'file.upload_not_found') },
} as const;

export const sendPortionSchema = {
  operationId: 'sendFilePortion',
  tags: ['files'],
  summary: 'Send a portion of an upload',
  description:
    'The body is the next bytes, as many as you like; the server keeps them in whole mebibytes as they arrive, so that a broken connection costs at most one. A request may take 30 seconds: on a slow line send small portions, for instance 1 MiB. With the last portion the file is made and answered, or refused with the reason.',
  params: UploadParams,
  headers: Type.Object(
    {
      'upload-offset': Type.String({
        pattern: '^[0-9]{1,10}$',
        description: 'Where the portion begins: the `offset` that was answered last.',
        examples: ['8388608'],
      }),
    },
    { description: 'Where the portion belongs.' },
  ),
  body: {
    description: 'The next bytes.',
    content: {
      'application/offset+octet-stream': {
        schema: Type.String({ description: 'Bytes as they are.', format: 'binary', examples: ['…'] }),
      },
    },
  },
  response: {
    200: UploadStep,
    ...problems('change', 'file.upload_not_found', 'file.upload_offset', 'file.refused'),
  },
} as const;

export const finishUploadSchema = {
  operationId: 'finishFileUpload',
  tags: ['files'],
  summary: 'Say what an uploaded file is',
  description: 'Only where the last portion was answered with `needsType`.',
  params: UploadParams,
  body: StrictObject({ type: OneOf(fileTypes, { description: 'What it is for phones.' }) }),
  response: {
    201: FileSchema,
    ...problems('change', 'file.upload_not_found', 'file.upload_offset', 'file.refused'),
  },
} as const;

export const cancelUploadSchema = {
  operationId: 'cancelFileUpload',
  tags: ['files'],
  summary: 'Give up an upload',
  params: UploadParams,
  response: { 204: NoContent('The upload is gone.'), ...problems('change', 'file.upload_not_found') },
} as const;
