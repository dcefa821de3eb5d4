import fastJsonStringify from 'fast-json-stringify';
import type { FastifySerializerCompiler } from 'fastify';
import type { TSchema } from 'typebox';

type Schema = Parameters<typeof fastJsonStringify>[0];

/**
 * Writes answers by their schemas. What writes an answer is made when it is first written: to make all of them would take half
 * of the time in which the server starts, and few are needed in its first hour.
 */
export const serializerCompiler: FastifySerializerCompiler<TSchema> = ({ schema }) => {
  let write: ((answer: unknown) => string) | undefined;
  return (answer) => {
    write ??= fastJsonStringify(schema as Schema);
    return write(answer);
  };
};
