import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { AppError, type FieldError } from '../errors/index.ts';
import { explain } from './explain.ts';
import { findUnstorableText } from './storable-text.ts';

type Properties = Readonly<Record<string, { readonly type?: string; readonly default?: unknown }>>;

const partNames: Readonly<Record<string, string>> = {
  body: 'The request body',
  querystring: 'The query',
  params: 'The path',
  headers: 'The header',
};

/**
 * Checks requests against their schemas. JSON bodies are taken as they are: nothing is converted, filled in or
 * left out. Queries are texts by nature, so that numbers and booleans are read there, and defaults are filled in.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = 'body' }) => {
  let validator: Validator | undefined;
  const properties = (schema as { properties?: Properties }).properties ?? {};
  return (given: unknown) => {
    const value = httpPart === 'querystring' ? readQuery(properties, given) : given;
    const name = partNames[httpPart] ?? 'The request';
    // Made when it is first needed, like what writes the answers.
    validator ??= Compile(schema);
    if (!validator.Check(value)) return { error: invalidRequest(explain(schema, value, name)) };
    const unstorable = findUnstorableText(value, name);
    return unstorable === undefined ? { value } : { error: invalidRequest([unstorable]) };
  };
};

/** The error for fields that do not fit; also for checks that a schema cannot express. */
export function invalidRequest(errors: readonly FieldError[]): AppError {
  const [first, ...others] = errors;
  const more =
    others.length === 0
      ? ''
      : ` ${others.length} more ${others.length === 1 ? 'field is' : 'fields are'} wrong as well.`;
  return new AppError('request.invalid', `${first?.message ?? 'The request is not valid.'}${more}`, {
    errors,
  });
}

function readQuery(properties: Properties, given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const read: [string, unknown][] = Object.entries(given).map(([key, value]) => [
    key,
    readText(Object.hasOwn(properties, key) ? properties[key]?.type : undefined, value),
  ]);
  const defaults = Object.entries(properties)
    .filter(([key, { default: value }]) => value !== undefined && !Object.hasOwn(given, key))
    .map(([key, { default: value }]): [string, unknown] => [key, value]);
  return Object.fromEntries([...read, ...defaults]);
}

function readText(type: string | undefined, value: unknown): unknown {
  if (type === 'array' && typeof value === 'string') return [value];
  if (typeof value !== 'string') return value;
  if ((type === 'integer' || type === 'number') && /^-?\d{1,15}(\.\d{1,15})?$/.test(value))
    return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
