import swagger from '@fastify/swagger';
import type { ApiServer } from './api-server-types.ts';
import { PROBLEM_TYPE } from './problems.ts';

export interface ApiDescription {
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
}

type Json = null | boolean | number | string | Json[] | JsonObject;
interface JsonObject {
  [key: string]: Json;
}

/** Where the description is, for people and programs. */
export const OPENAPI_PATH = '/api/v1/openapi.json';

/** Names of the ways to sign in, as `security` of a route spells them. */
export const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-deskfleet',
    description:
      'Set by signing in. Requests that change something also need the header `X-Requested-With: deskfleet`.',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'The token that signing in with `Accept: application/jwt` answers.',
  },
} as const;

/** Collects the schemas of all routes that are registered after it. */
export async function describeApi(app: ApiServer, about: ApiDescription): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: about.title,
        description: about.description,
        version: about.version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'This server' }],
      tags: about.tags.map((tag) => ({ ...tag })),
      components: { securitySchemes },
      security: [{ session: [] }, { token: [] }],
    },
    hideUntagged: true,
    convertConstToEnum: false,
    transformObject: (document) =>
      'openapiObject' in document ? nameSchemas(document.openapiObject) : document.swaggerObject,
  });
}

/** What schemas and examples are moved to, by name. */
interface Components {
  readonly schemas: Map<string, Json>;
  readonly examples: Map<string, Json>;
}

/**
 * Moves every schema with a `title` to `components.schemas` under this name and leaves a reference, so that generated
 * clients have one named type for each; the same for the examples of errors. Routes write their schemas without
 * knowing of this.
 */
function nameSchemas<Document extends object>(document: Document): Document {
  // A copy without the schemas' hidden type information and undefined members.
  const copy = JSON.parse(JSON.stringify(document)) as JsonObject;
  const components: Components = { schemas: new Map(), examples: new Map() };
  copy['paths'] = moveNamed(copy['paths'] ?? {}, components);
  if (isObject(copy['components'])) {
    copy['components']['schemas'] = sorted(components.schemas);
    copy['components']['examples'] = sorted(components.examples);
  }
  return copy as Document;
}

function moveNamed(value: Json, components: Components): Json {
  if (Array.isArray(value)) return value.map((entry) => moveNamed(entry, components));
  if (!isObject(value)) return value;
  const moved: JsonObject = {};
  for (const [key, entry] of Object.entries(value)) {
    // Examples are data: a `title` in them names nothing.
    const isExample = key === 'example' || key === 'examples';
    moved[key] = isExample ? entry : moveNamed(entry, components);
    if (key === PROBLEM_TYPE && isObject(moved[key])) moveExamples(moved[key], components);
  }
  if (isParameter(moved)) return withoutDemand(moved);
  return moveSchema(moved, components);
}

function moveSchema(schema: JsonObject, { schemas }: Components): Json {
  const { title } = schema;
  const isSchema = 'type' in schema || 'anyOf' in schema || 'enum' in schema;
  if (typeof title !== 'string' || !isSchema) return schema;
  const known = schemas.get(title);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
    throw new TypeError(`Two different schemas of the API have the title "${title}".`);
  }
  schemas.set(title, schema);
  return { $ref: `#/components/schemas/${title}` };
}

function moveExamples(media: JsonObject, { examples }: Components): void {
  if (!isObject(media['examples'])) return;
  for (const [name, example] of Object.entries(media['examples'])) {
    examples.set(name, example);
    media['examples'][name] = { $ref: `#/components/examples/${name}` };
  }
}

function isParameter(value: JsonObject): boolean {
  return typeof value['in'] === 'string' && typeof value['name'] === 'string' && isObject(value['schema']);
}

/** What has a default need not be sent. The schemas demand it because handlers always get it. */
function withoutDemand(parameter: JsonObject): JsonObject {
  const { schema } = parameter;
  return isObject(schema) && 'default' in schema ? { ...parameter, required: false } : parameter;
}

function sorted(entries: ReadonlyMap<string, Json>): JsonObject {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Answers the description; everybody may read it. */
export function openApiRoute(app: ApiServer): void {
  let text: string | undefined;
  app.get(OPENAPI_PATH, { schema: { hide: true }, config: { access: 'public' } }, async (_request, reply) => {
    text ??= JSON.stringify(app.swagger());
    return reply.type('application/json').header('cache-control', 'no-cache').send(text);
  });
}
