import Format from 'typebox/format';
import type { FieldError } from '../errors/index.ts';
import { ID_PATTERN } from './schemas.ts';

/** The part of JSON Schema that request schemas are written in. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly maxProperties?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** More than this helps nobody and would let a large request make a large answer. */
const MAX_ERRORS = 20;
const MAX_NAME = 60;

/**
 * Says in one sentence per field why a value does not fit its schema. Values never appear in a sentence, because
 * they may be secrets.
 *
 * @param name what the value as a whole is called, e.g. `The request body`
 * @returns empty when the value fits
 */
export function explain(schema: object, value: unknown, name: string): FieldError[] {
  const errors: FieldError[] = [];
  visit(schema, value, [], name, errors);
  return errors.slice(0, MAX_ERRORS);
}

function visit(
  schema: JsonSchema,
  value: unknown,
  path: readonly string[],
  name: string,
  errors: FieldError[],
): void {
  if (errors.length >= MAX_ERRORS || fits(schema, value)) return;
  const branch = schema.anyOf === undefined ? schema : intendedBranch(schema.anyOf, value);
  if (branch !== undefined && namesProperties(branch) && isObject(value) && countFits(branch, value)) {
    visitProperties(branch, branch.properties ?? {}, value, path, name, errors);
  } else if (branch?.items !== undefined && Array.isArray(value) && sizeFits(branch, value.length)) {
    for (const [index, element] of value.entries()) {
      visit(branch.items, element, [...path, String(index)], name, errors);
    }
    const again = branch.uniqueItems === true ? indexOfRepeated(value) : undefined;
    if (again !== undefined) report([...path, String(again)], 'is there twice: give it once.', name, errors);
  } else {
    visitWhole(schema, value, path, name, errors);
  }
}

/** The property that tells alternatives apart (such as `type`), with all its words; undefined when there is none. */
function kindOf(branches: readonly JsonSchema[]): { key: string; words: readonly unknown[] } | undefined {
  const objects = branches.flatMap(({ properties }) => (properties === undefined ? [] : [properties]));
  for (const key of Object.keys(objects[0] ?? {})) {
    const words = objects.map((properties) =>
      Object.hasOwn(properties, key) ? wordsOf(properties[key]) : [],
    );
    if (words.every((ofBranch) => ofBranch.length > 0)) return { key, words: [...new Set(words.flat())] };
  }
  return undefined;
}

function wordsOf(schema: JsonSchema = {}): readonly unknown[] {
  return schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
}

function indexOfRepeated(list: readonly unknown[]): number | undefined {
  const seen = new Set<string>();
  for (const [index, entry] of list.entries()) {
    const text = JSON.stringify(entry);
    if (seen.has(text)) return index;
    seen.add(text);
  }
  return undefined;
}

/** Explains a value of which no part is to blame: by the word that tells the alternatives apart if there is one. */
function visitWhole(
  schema: JsonSchema,
  value: unknown,
  path: readonly string[],
  name: string,
  errors: FieldError[],
): void {
  const kind = kindOf(schema.anyOf ?? []);
  if (kind === undefined || !isObject(value)) {
    report(path, `must be ${expectation(schema)}.`, name, errors);
    return;
  }
  const allowed = `must be ${expectation({ enum: kind.words })}.`;
  const rest = Object.hasOwn(value, kind.key) ? allowed : `is missing: it ${allowed}`;
  report([...path, kind.key], rest, name, errors);
}

function visitProperties(
  schema: JsonSchema,
  properties: Readonly<Record<string, JsonSchema>>,
  value: JsonObject,
  path: readonly string[],
  name: string,
  errors: FieldError[],
): void {
  for (const key of schema.required ?? []) {
    if (!Object.hasOwn(value, key)) report([...path, key], 'is missing.', name, errors);
  }
  for (const [key, element] of Object.entries(value)) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const { additionalProperties: other } = schema;
    if (property !== undefined) visit(property, element, [...path, key], name, errors);
    else if (typeof other === 'object')
      visit(other, element, [...path, key.slice(0, MAX_NAME)], name, errors);
    else if (schema.additionalProperties === false) {
      const known = Object.keys(properties).map(quote).join(', ');
      report(
        [...path, key.slice(0, MAX_NAME)],
        known === '' ? 'is not known here.' : `is not known here: known are ${known}.`,
        name,
        errors,
      );
    }
  }
}

function namesProperties({ properties, additionalProperties }: JsonSchema): boolean {
  return properties !== undefined || typeof additionalProperties === 'object';
}

function countFits({ maxProperties = Infinity }: JsonSchema, value: JsonObject): boolean {
  return Object.keys(value).length <= maxProperties;
}

/**
 * Which alternative the sender meant: the one whose fixed words (such as `type`) match; where no such word tells them apart
 * the only one that has all given properties. Else none, and then the word is explained, or the field as a whole.
 */
function intendedBranch(branches: readonly JsonSchema[], value: unknown): JsonSchema | undefined {
  if (Array.isArray(value)) return only(branches.filter((branch) => branch.items !== undefined));
  if (!isObject(value)) return undefined;
  const objects = branches.filter((branch) => branch.properties !== undefined);
  const marked = objects.filter((branch) => {
    const fixed = Object.entries(branch.properties ?? {}).filter(([, property]) => isFixed(property));
    return fixed.length > 0 && fixed.every(([key, property]) => fits(property, value[key]));
  });
  if (marked.length > 0) return marked[0];
  if (objects.length > 1 && kindOf(objects) !== undefined) return undefined;
  const has = (branch: JsonSchema, key: string) => Object.hasOwn(branch.properties ?? {}, key);
  // What all branches have tells nothing.
  const telling = Object.keys(value).filter((key) => !objects.every((branch) => has(branch, key)));
  const meant = objects.filter((branch) => telling.some((key) => has(branch, key)));
  return only(objects) ?? only(meant);
}

function isFixed(schema: JsonSchema): boolean {
  return schema.const !== undefined || schema.enum !== undefined;
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

function fits(schema: JsonSchema, value: unknown): boolean {
  if (schema.anyOf?.some((branch) => fits(branch, value)) === false) return false;
  if (schema.const !== undefined && schema.const !== value) return false;
  if (schema.enum?.includes(value) === false) return false;
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOfType(type, value))) return false;
  if (typeof value === 'string') return textFits(schema, value);
  if (typeof value === 'number') {
    return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity);
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    return (
      sizeFits(schema, value.length) &&
      (items === undefined || value.every((entry) => fits(items, entry))) &&
      (schema.uniqueItems !== true || indexOfRepeated(value) === undefined)
    );
  }
  return !isObject(value) || objectFits(schema, value);
}

function objectFits(schema: JsonSchema, value: JsonObject): boolean {
  const { properties = {}, additionalProperties } = schema;
  if (schema.required?.every((key) => Object.hasOwn(value, key)) === false) return false;
  if (!countFits(schema, value)) return false;
  return Object.entries(value).every(([key, element]) => {
    const property = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (property === undefined || typeof property === 'boolean') return property !== false;
    return fits(property, element);
  });
}

function textFits(schema: JsonSchema, value: string): boolean {
  const length = [...value].length;
  if (length < (schema.minLength ?? 0) || length > (schema.maxLength ?? Infinity)) return false;
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) return false;
  return schema.format === undefined || Format.Test(schema.format, value);
}

function sizeFits(schema: JsonSchema, size: number): boolean {
  return size >= (schema.minItems ?? 0) && size <= (schema.maxItems ?? Infinity);
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a schema allows, to follow "must be". */
function expectation(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) {
    return listed(schema.enum.map((value) => (value === null ? 'null' : quote(String(value)))));
  }
  if (schema.anyOf !== undefined) {
    return [...new Set(schema.anyOf.map((branch) => expectation(branch)))].join(', or ');
  }
  const types = [schema.type ?? []].flat();
  return types.map((type) => expectationOfType(type, schema)).join(' or ') || 'another value';
}

function expectationOfType(type: string, schema: JsonSchema): string {
  switch (type) {
    case 'string':
      return textExpectation(schema);
    case 'integer':
      return `a whole number${bounds(schema.minimum, schema.maximum, plain)}`;
    case 'number':
      return `a number${bounds(schema.minimum, schema.maximum, plain)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${bounds(schema.minItems, schema.maxItems, entries, ' of')}`;
    case 'object':
      return objectExpectation(schema);
    default:
      return type;
  }
}

function textExpectation(schema: JsonSchema): string {
  if (schema.format === 'date-time') return 'an instant such as "2026-03-02T08:15:30Z"';
  if (schema.pattern === ID_PATTERN) return 'an id';
  const text = `a text${bounds(schema.minLength, schema.maxLength, characters, ' of')}`;
  return schema.pattern === undefined ? text : `${text} that matches ${schema.pattern}`;
}

function objectExpectation(schema: JsonSchema): string {
  const required = schema.required ?? [];
  const wanted = required.length > 0 ? ` with ${listed(required.map(quote), 'and')}` : '';
  return `an object${wanted}${bounds(undefined, schema.maxProperties, properties, ' of')}`;
}

type Unit = (count: number | undefined) => string;
const plain: Unit = () => '';
const characters: Unit = (count) => (count === 1 ? ' character' : ' characters');
const entries: Unit = (count) => (count === 1 ? ' entry' : ' entries');
const properties: Unit = (count) => (count === 1 ? ' property' : ' properties');

function bounds(from: number | undefined, to: number | undefined, unit: Unit, intro = ''): string {
  if (from === undefined && to === undefined) return '';
  if (from === undefined || (from === 0 && unit !== plain)) return `${intro} at most ${to}${unit(to)}`;
  if (to === undefined) return `${intro} at least ${from}${unit(from)}`;
  if (from === to) return `${intro} ${from}${unit(from)}`;
  return `${intro === '' ? ' from' : intro} ${from} to ${to}${unit(to)}`;
}

function listed(words: readonly string[], last = 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

function quote(text: string): string {
  return `"${text}"`;
}

function report(path: readonly string[], rest: string, name: string, errors: FieldError[]): void {
  const field = path.join('.');
  errors.push({ field, message: `${field === '' ? name : quote(field)} ${rest}` });
}
