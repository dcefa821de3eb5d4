import Type, { type TSchema } from 'typebox';
import { Value } from 'typebox/value';

interface JsonObject {
  readonly [key: string]: unknown;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'];
const errorMedia = 'application/problem+json';

/**
 * What is missing in an OpenAPI document so that somebody could use the API without asking: one line for each gap, with
 * its path in the document.
 */
export function findApiGaps(document: JsonObject): string[] {
  return new Reader(document).gaps();
}

class Reader {
  readonly #document: JsonObject;
  readonly #gaps: string[] = [];
  readonly #seen = new Set<unknown>();

  constructor(document: JsonObject) {
    this.#document = document;
  }

  gaps(): string[] {
    const ids = new Map<unknown, string>();
    for (const [path, item] of entries(this.#document['paths'])) {
      for (const method of methods) {
        if (!isObject(item[method])) continue;
        const operation = item[method];
        const place = `${method.toUpperCase()} ${path}`;
        const { operationId } = operation;
        if (ids.has(operationId)) this.#report(place, `operationId is that of ${ids.get(operationId)}`);
        ids.set(operationId, place);
        this.#readOperation(operation, place, path);
      }
    }
    return this.#gaps;
  }

  #readOperation(operation: JsonObject, place: string, path: string): void {
    const { operationId, tags, summary, security } = operation;
    if (!isText(operationId) || !/^[a-z][a-zA-Z]+$/.test(operationId))
      this.#report(place, 'operationId is missing or no name');
    if (!isText(summary) || summary.endsWith('.'))
      this.#report(place, 'summary is missing or ends with a period');
    const known = list(this.#document['tags']).map((tag) => tag['name']);
    if (!Array.isArray(tags) || tags.length === 0 || !tags.every((tag) => known.includes(tag))) {
      this.#report(place, 'tags are missing or unknown');
    }
    for (const parameter of list(operation['parameters'])) this.#readParameter(parameter, place);
    for (const name of path.matchAll(/\{(\w+)\}/g)) {
      const given = list(operation['parameters']).some(
        (one) => one['in'] === 'path' && one['name'] === name[1],
      );
      if (!given) this.#report(place, `path parameter ${name[1]} is not described`);
    }
    this.#readBody(operation['requestBody'], place);
    const isPublic = Array.isArray(security) && security.length === 0;
    this.#readResponses(operation, place, [
      '400',
      '500',
      '503',
      ...(isPublic ? [] : ['401']),
      ...(path.includes('{') ? ['404'] : []),
      ...(operation['requestBody'] === undefined ? [] : ['413', '415']),
    ]);
  }

  #readParameter(parameter: JsonObject, place: string): void {
    const at = `${place} > ${String(parameter['in'])} ${String(parameter['name'])}`;
    if (!isText(parameter['description'])) this.#report(at, 'description is missing');
    const { schema, example } = parameter;
    if (!isObject(schema)) {
      this.#report(at, 'schema is missing');
    } else if (example === undefined) {
      this.#report(at, 'example is missing');
    } else {
      this.#checkExample(schema, example, at);
    }
  }

  #readBody(body: unknown, place: string): void {
    if (body === undefined) return;
    const schema = isObject(body)
      ? (mediaSchema(body, 'application/json') ?? mediaSchema(body, 'application/offset+octet-stream'))
      : undefined;
    if (schema === undefined) this.#report(`${place} > body`, 'schema is missing');
    else this.#readSchema(schema, `${place} > body`, { strict: true, described: false });
  }

  #readResponses(operation: JsonObject, place: string, wanted: readonly string[]): void {
    const responses = isObject(operation['responses']) ? operation['responses'] : {};
    for (const status of wanted) {
      if (responses[status] === undefined) this.#report(place, `response ${status} is missing`);
    }
    if (!Object.keys(responses).some((status) => status.startsWith('2'))) {
      this.#report(place, 'response of success is missing');
    }
    for (const [status, response] of entries(responses)) {
      const at = `${place} > ${status}`;
      if (!isText(response['description']) || response['description'] === 'Default Response') {
        this.#report(at, 'description is missing');
      }
      if (status.startsWith('2')) this.#readSuccess(response, status, at);
      else if (/^[45]/.test(status)) this.#readError(response, status, at);
    }
  }

  #readSuccess(response: JsonObject, status: string, at: string): void {
    if (status === '204') return;
    const media = entries(response['content']);
    if (media.length === 0) this.#report(at, 'content is missing');
    for (const [type, { schema }] of media) {
      if (isObject(schema)) this.#readSchema(schema, `${at} ${type}`, { strict: false, described: false });
      else this.#report(`${at} ${type}`, 'schema is missing');
    }
  }

  #readError(response: JsonObject, status: string, at: string): void {
    const schema = mediaSchema(response, errorMedia);
    if (schema?.['$ref'] !== '#/components/schemas/Problem') this.#report(at, 'is no problem document');
    const content = isObject(response['content']) ? response['content'][errorMedia] : undefined;
    const examples = entries(isObject(content) ? content['examples'] : undefined);
    if (examples.length === 0) this.#report(at, 'has no example for any code');
    for (const [code, example] of examples) {
      const { value } = this.#resolve(example);
      if (!isObject(value) || value['code'] !== code || String(value['status']) !== status) {
        this.#report(`${at} > ${code}`, 'example has another code or status');
      }
    }
    if ((status === '429' || status === '503') && !isObject(response['headers'])) {
      this.#report(at, 'Retry-After is not described');
    }
  }

  /** @param rules.described whether the place itself must say what it is; elsewhere its surroundings do */
  #readSchema(given: JsonObject, at: string, rules: { strict: boolean; described: boolean }): void {
    const schema = this.#resolve(given);
    if (rules.described && !isText(schema['description'])) this.#report(at, 'description is missing');
    if (this.#seen.has(schema)) return;
    this.#seen.add(schema);
    if (isText(schema['title']) && !isText(schema['description'])) this.#report(at, 'description is missing');
    for (const branch of [...list(schema['anyOf']), ...list(schema['allOf'])])
      this.#readSchema(branch, at, { ...rules, described: false });
    if (isObject(schema['items']))
      this.#readSchema(schema['items'], `${at}[]`, { ...rules, described: false });
    const types = [schema['type']].flat();
    if (types.includes('object')) this.#readObject(schema, at, rules);
    else if (rules.described && isScalar(schema)) this.#readScalar(schema, at);
  }

  #readObject(schema: JsonObject, at: string, rules: { strict: boolean }): void {
    const { properties, additionalProperties, examples } = schema;
    if (!isObject(properties)) {
      if (!isObject(additionalProperties)) this.#report(at, 'says nothing of its properties');
      if (!Array.isArray(examples)) this.#report(at, 'example is missing');
      return;
    }
    if (rules.strict && additionalProperties !== false) this.#report(at, 'takes unknown properties');
    for (const [name, property] of entries(properties)) {
      this.#readSchema(property, `${at}.${name}`, { strict: rules.strict, described: true });
    }
  }

  #readScalar(schema: JsonObject, at: string): void {
    const { examples } = schema;
    if ('const' in schema) return;
    if (!Array.isArray(examples) || examples.length === 0) this.#report(at, 'example is missing');
    else for (const example of examples) this.#checkExample(schema, example, at);
  }

  #checkExample(schema: JsonObject, example: unknown, at: string): void {
    const { description, examples, default: _default, ...rest } = schema;
    const type: TSchema = Type.Unsafe(rest);
    if (!Value.Check(type, example))
      this.#report(at, `example ${JSON.stringify(example)} does not fit its schema`);
  }

  #resolve(value: JsonObject): JsonObject {
    const { $ref } = value;
    if (!isText($ref)) return value;
    let target: unknown = this.#document;
    for (const name of $ref.replace(/^#\//, '').split('/'))
      target = isObject(target) ? target[name] : undefined;
    if (isObject(target)) return target;
    this.#report($ref, 'leads nowhere');
    return {};
  }

  #report(place: string, gap: string): void {
    this.#gaps.push(`${place}: ${gap}`);
  }
}

function mediaSchema(container: JsonObject, type: string): JsonObject | undefined {
  const content = isObject(container['content']) ? container['content'][type] : undefined;
  return isObject(content) && isObject(content['schema']) ? content['schema'] : undefined;
}

function isScalar(schema: JsonObject): boolean {
  const types = [schema['type']].flat();
  return types.some((type) => ['string', 'integer', 'number', 'boolean'].includes(String(type)));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function entries(value: unknown): [string, JsonObject][] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => (isObject(entry) ? [[key, entry]] : []));
}

function list(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
