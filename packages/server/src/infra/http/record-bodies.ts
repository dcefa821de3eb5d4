import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { AppError } from '../errors/index.ts';
import {
  type RecordFault,
  type RecordFormat,
  type RecordValue,
  recordFormats,
  recordMediaTypes,
  type WriteOptions,
  writeRecords,
} from '../record-files/index.ts';
import type { ApiServer } from './api-server-types.ts';
import { OneOf, StrictObject } from './schemas.ts';

/** A file that somebody sends, to be read as it arrives. */
export interface SentFile {
  readonly format: RecordFormat;
  readonly content: Readable;
}

/**
 * Routes whose body is a file of records. Such a file is not read into memory: the handler gets the stream (see `sentFile`).
 */
export function recordFileRoutes(app: ApiServer, routes: (files: ApiServer) => void): void {
  void app.register(async (files: ApiServer) => {
    files.removeContentTypeParser('application/json');
    files.addContentTypeParser(['application/json', 'text/csv'], (_request, payload, done) =>
      done(null, payload),
    );
    // A stream fits no schema; what it holds is checked line by line.
    const check = files.validatorCompiler;
    files.setValidatorCompiler((route) =>
      route.httpPart === 'body' || check === undefined ? (value: unknown) => ({ value }) : check(route),
    );
    routes(files);
  });
}

/** The file of a request to one of `recordFileRoutes`. */
export function sentFile(request: FastifyRequest): SentFile {
  const { body } = request;
  if (body === undefined || body === null) {
    throw new AppError('request.invalid', 'The request body is missing: send the file as CSV or JSON.');
  }
  const isCsv = request.headers['content-type']?.toLowerCase().startsWith('text/csv') === true;
  return { format: isCsv ? 'csv' : 'json', content: body as Readable };
}

/** Answers a file of records, written as it is read. */
export function sendRecordFile(
  reply: FastifyReply,
  records: AsyncIterable<Readonly<Record<string, RecordValue>>>,
  { name, ...options }: WriteOptions & { readonly name: string },
): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="${name}.${options.format}"`)
    .header('cache-control', 'no-store')
    .type(recordMediaTypes[options.format])
    .send(writeRecords(records, options));
}

/** Describes the body of a route of `recordFileRoutes`. */
export function RecordFileBody(
  description: string,
  examples: { readonly csv: string; readonly json: object },
) {
  return {
    description,
    content: {
      'text/csv': {
        schema: Type.String({ description: `${description} CSV in UTF-8.`, examples: [examples.csv] }),
      },
      'application/json': {
        schema: Type.Array(
          Type.Record(Type.String(), Type.Unknown(), {
            description: 'One entry.',
            examples: [examples.json],
          }),
          { description: `${description} A list of objects.`, examples: [[examples.json]] },
        ),
      },
    },
  };
}

const Sentences = StrictObject(
  {
    en: Type.String({ description: 'In English.', examples: ['An E.164 number has at most 15 digits.'] }),
    de: Type.String({
      description: 'In German.',
      examples: ['Eine E.164-Rufnummer hat höchstens 15 Ziffern.'],
    }),
  },
  { description: 'What is wrong and what is allowed, in both languages.' },
);

export const RecordFaultSchema = StrictObject(
  {
    line: Type.Integer({
      minimum: 0,
      description: 'Line of a CSV file (the heading is line 1), or number of the entry of a JSON file.',
      examples: [12],
    }),
    column: Type.String({ description: 'Column; empty for the line as a whole.', examples: ['e164'] }),
    value: Type.String({
      description: 'The value in the file; empty for a secret.',
      examples: ['49897007324061234'],
    }),
    rule: Type.String({ description: 'The rule that it breaks.', examples: ['e164.form'] }),
    text: Sentences,
  },
  { title: 'RecordFault', description: 'What is wrong with one field of a file.' },
);

/** What an import did, or would do. */
export const ImportReport = StrictObject(
  {
    dryRun: Type.Boolean({ description: 'Whether it was only checked.', examples: [true] }),
    records: Type.Integer({ minimum: 0, description: 'Lines with values.', examples: [120] }),
    created: Type.Integer({ minimum: 0, description: 'How many are new.', examples: [118] }),
    updated: Type.Integer({ minimum: 0, description: 'How many change.', examples: [1] }),
    unchanged: Type.Integer({ minimum: 0, description: 'How many are so already.', examples: [1] }),
    faultCount: Type.Integer({ minimum: 0, description: 'How many values are wrong.', examples: [0] }),
    faults: Type.Array(RecordFaultSchema, { description: 'The first 500 of them, by line.' }),
  },
  {
    title: 'ImportReport',
    description: 'What an import did, or would do. With one fault nothing is changed.',
  },
);
export type ImportReport = Type.Static<typeof ImportReport>;

export const importQuery = {
  dryRun: Type.Boolean({
    default: false,
    description: 'Only check, and say what would happen.',
    examples: [true],
  }),
};

/** The query of an export. */
export const exportQuery = {
  format: OneOf(recordFormats, {
    default: 'csv',
    description: 'CSV or JSON. Times are in the time zone of the settings (`server.timeZone`).',
  }),
  separator: OneOf(['comma', 'semicolon'], {
    default: 'comma',
    description: 'What separates values in CSV; German spreadsheets want the semicolon.',
  }),
};

const MAX_ERRORS = 100;

/**
 * The refusal of an import with faults.
 *
 * @returns AppError `import.refused`
 */
export function importRefused(faults: readonly RecordFault[], count: number): AppError {
  const [first] = faults;
  const where =
    first === undefined
      ? ''
      : ` Line ${first.line}${first.column === '' ? '' : `, "${first.column}"`}: ${first.text.en}`;
  return new AppError(
    'import.refused',
    `Nothing was imported, for ${count} ${count === 1 ? 'value is' : 'values are'} wrong.${where}`,
    {
      errors: faults.slice(0, MAX_ERRORS).map(({ line, column, rule, text }) => ({
        field: column === '' ? String(line) : `${line}.${column}`,
        message: text.en,
        code: rule,
        text: { ...text },
      })),
    },
  );
}
