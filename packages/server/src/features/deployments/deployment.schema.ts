import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Id, IdParams, Instant, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { ClientSelection } from '../clients/index.ts';
import { fileTypes } from '../files/index.ts';
import { WordingSchema } from '../values/index.ts';

export const FileTypeSchema = OneOf(fileTypes, { description: 'What the file is for.' });

const fileName = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'Name of the file.',
  examples: ['bell.mp3'],
});

const fileActions = { deploy: 'Bring a file to phones.', delete: 'Take a file from phones.' } as const;

const OrderedFileSchema = Type.Union(
  [
    StrictObject(
      {
        action: Type.Literal('deploy', { description: fileActions.deploy }),
        fileId: Id('Id of the file.'),
      },
      { title: 'FileToDeploy', description: fileActions.deploy },
    ),
    StrictObject(
      {
        action: Type.Literal('delete', { description: fileActions.delete }),
        type: OneOf(
          fileTypes.filter((type) => type !== 'software'),
          { description: 'What the file is for; software cannot be deleted.' },
        ),
        name: fileName,
      },
      { title: 'FileToDelete', description: fileActions.delete },
    ),
  ],
  { description: 'A file, and what becomes of it on the phones.' },
);

/** What an order to deploy files says, apart from its clients and its time. */
export const deployOrder = {
  type: Type.Literal('deploy-files', { description: 'Bring files to phones, or take them from there.' }),
  files: Type.Array(OrderedFileSchema, {
    minItems: 1,
    maxItems: 50,
    description:
      'The files. An order may hold the same for several device types: each phone gets what is for it, and of software the newest.',
  }),
  priority: Type.Optional(
    OneOf(['immediate', 'normal'], {
      description:
        'When phones install software: at once, ending a call that is under way, or when they are idle. `immediate` when absent.',
    }),
  ),
  allowDowngrade: Type.Optional(
    Type.Boolean({
      description:
        'Whether software may be older than what a phone has. Otherwise such a phone is left as it is.',
      examples: [false],
    }),
  ),
  repeat: Type.Optional(
    Type.Boolean({
      description: 'Whether phones get also what they have already.',
      examples: [false],
    }),
  ),
  skipUnfit: Type.Optional(
    Type.Boolean({
      description:
        'Whether clients for which one of the files is not made are left out: their targets fail at once and say why. Otherwise they make the whole order be refused.',
      examples: [true],
    }),
  ),
};

/** What a job does with files, as answers show it. */
export const DeploymentOfJob = StrictObject(
  {
    files: Type.Array(
      StrictObject(
        {
          action: OneOf(['deploy', 'delete'], { description: 'What becomes of it.' }),
          fileId: Nullable(Id('Id of the file; null for one that is deleted on phones.')),
          type: FileTypeSchema,
          name: fileName,
          bytes: Nullable(
            Type.Integer({
              minimum: 0,
              description: 'Its size; null when it is deleted.',
              examples: [48_210],
            }),
          ),
          softwareType: Nullable(
            Type.String({ description: 'Of software: `SIP` or `HFA`.', examples: ['SIP'] }),
          ),
          softwareVersion: Nullable(
            Type.String({ description: 'Of software: its version.', examples: ['V1 R11.0.0'] }),
          ),
        },
        { title: 'JobFile', description: 'A file of a job.' },
      ),
      { description: 'The files, in their order.' },
    ),
    priority: OneOf(['immediate', 'normal'], { description: 'When phones install software.' }),
    allowDowngrade: Type.Boolean({
      description: 'Software may be older than what a phone has.',
      examples: [false],
    }),
    repeat: Type.Boolean({ description: 'Phones get also what they have already.', examples: [false] }),
    onlyFitting: Type.Boolean({
      description:
        'Each phone gets those of the files that are for it, as of a template; the target of a phone says which it does not get, and why. Otherwise it has to take all of them.',
      examples: [false],
    }),
  },
  { title: 'JobDeployment', description: 'What a `deploy-files` job brings to phones or takes from there.' },
);

export const targetFileStates = [
  'pending',
  'told',
  'fetching',
  'fetched',
  'rebooting',
  'stored',
  'deleted',
  'present',
  'refused',
  'left-out',
] as const;

/** How a file of a target stands, as answers show it. */
export const TargetFile = StrictObject(
  {
    action: OneOf(['deploy', 'delete'], { description: 'What becomes of it.' }),
    type: FileTypeSchema,
    name: fileName,
    state: OneOf(targetFileStates, {
      description:
        '`pending`: the phone has still to be told. `told`: it knows. `fetching`, `fetched`: it fetches it, or has fetched all of it. `rebooting`: it has fetched software, and its start is awaited. `stored`: it is there. `deleted`: it is there no longer. `present`: the phone had it already. `refused`: it did not get there. `left-out`: this phone does not get it, and the reason says why.',
    }),
    bytes: Nullable(Type.Integer({ minimum: 0, description: 'Its size.', examples: [48_210] })),
    fetchedBytes: Type.Integer({
      minimum: 0,
      description: 'Bytes that the phone has fetched from this server; 0 for files that come from elsewhere.',
      examples: [16_384],
    }),
    reason: Nullable(WordingSchema),
  },
  { title: 'TargetFile', description: 'How a file stands on its way to a phone.' },
);

export const checkVerdicts = ['fits', 'unfit', 'present', 'downgrade'] as const;

const verdict = OneOf(checkVerdicts, {
  description:
    '`fits`: the phone gets it. `unfit`: it is not made for the phone, or the phone cannot fetch it while the integrated file server is switched off. `present`: the phone has it already. `downgrade`: the phone has newer software.',
});

export const checkDeploymentSchema = {
  operationId: 'checkDeployment',
  tags: ['deployments'],
  summary: 'Tell who would get what',
  description: 'Orders nothing and sends nothing.',
  body: StrictObject(
    {
      clients: ClientSelection,
      files: deployOrder.files,
    },
    { title: 'DeploymentToCheck', description: 'Files and clients.' },
  ),
  response: {
    200: StrictObject(
      {
        total: Type.Integer({ minimum: 0, description: 'Clients that were looked at.', examples: [120] }),
        counts: StrictObject(
          {
            fits: Type.Integer({ minimum: 0, description: 'Clients that get something.', examples: [100] }),
            unfit: Type.Integer({
              minimum: 0,
              description: 'Clients for which one of the files is not made.',
              examples: [12],
            }),
            present: Type.Integer({ minimum: 0, description: 'Clients that have all of it.', examples: [5] }),
            downgrade: Type.Integer({
              minimum: 0,
              description: 'Clients that have newer software, and get nothing else.',
              examples: [3],
            }),
          },
          { description: 'Clients by what becomes of them.' },
        ),
        clients: Type.Array(
          StrictObject(
            {
              clientId: Id('Id of the client.'),
              e164: Type.String({ description: 'Its number.', examples: ['4989700732406'] }),
              deviceId: Type.String({ description: 'Its device ID.', examples: ['00:1A:E8:75:FD:B1'] }),
              model: Type.String({ description: 'Short name of its type.', examples: ['CP710'] }),
              softwareVersion: Type.String({ description: 'Its software.', examples: ['V1 R10.2.2'] }),
              verdict,
              files: Type.Array(
                StrictObject(
                  {
                    place: Type.Integer({ minimum: 0, description: 'Place in the order.', examples: [0] }),
                    verdict,
                    reason: Nullable(
                      StrictObject(
                        {
                          en: Type.String({ description: 'English.', examples: ['“cp.img” is for CP710.'] }),
                          de: Type.String({ description: 'German.', examples: ['„cp.img“ ist für CP710.'] }),
                        },
                        { description: 'Why it does not get it; null when it does.' },
                      ),
                    ),
                  },
                  { title: 'CheckedFile', description: 'What becomes of a file.' },
                ),
                { description: 'The files that are for it, and those that keep it from the order.' },
              ),
            },
            { title: 'CheckedClient', description: 'What a client would get.' },
          ),
          { description: 'The first 500 clients, those that get nothing first.' },
        ),
      },
      { title: 'DeploymentCheck', description: 'Who would get what.' },
    ),
    ...problems('change', 'client.selection_grown', 'job.unknown_file'),
  },
} as const;

export const listClientFilesSchema = {
  operationId: 'listClientFiles',
  tags: ['clients'],
  summary: 'List the files on a client',
  description:
    'What the phone said last: its list of files, read with its values, and what it told since. Software is not among them. A `deploy-files` job deletes them.',
  params: IdParams('client'),
  response: {
    200: StrictObject(
      {
        listedAt: Nullable(Instant('When the phone last told all of its files; null: never.')),
        items: Type.Array(
          StrictObject(
            {
              type: Nullable(FileTypeSchema),
              wireType: Type.String({
                description: 'What it is for, in the words of the phone.',
                examples: ['RINGTONE'],
              }),
              name: fileName,
              status: Type.String({
                description: 'What the phone says of it: `ok`, `failed`, or other words.',
                examples: ['ok'],
              }),
              isThere: Type.Boolean({ description: 'Whether it lies there.', examples: [true] }),
              phoneDate: Nullable(
                Type.String({
                  description:
                    'Date and time by the clock of the phone, without time zone; null: it did not say.',
                  examples: ['2025-12-24T17:05:09'],
                }),
              ),
              fileId: Nullable(
                Id('The file that was brought; null: it came otherwise, or the file is gone.'),
              ),
              jobId: Nullable(Id('The job that brought it; null: nobody knows.')),
              broughtAt: Nullable(Instant('When that was.')),
            },
            { title: 'ClientFile', description: 'A file on a phone.' },
          ),
          { description: 'The files.' },
        ),
      },
      { title: 'ClientFiles', description: 'The files on a phone.' },
    ),
    ...problems('read', 'client.not_found'),
  },
} as const;
