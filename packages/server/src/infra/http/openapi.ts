import swagger from '@fastify/swagger';
import type { ApiServer } from './api-server-types.ts';

export interface ApiDescription {
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

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

/**
 * Moves every schema with a `title` to `components.schemas` under this name and leaves a reference, so that generated
 * clients have one named type for each. Routes write their schemas without knowing of this.
 */
function nameSchemas<Document extends object>(document: Document): Document {
  // A copy without the schemas' hidden type information and undefined members.
  const copy = JSON.parse(JSON.stringify(document)) as { [key: string]: Json };
  const named: { [key: string]: Json } = {};
  copy['paths'] = moveNamed(copy['paths'] ?? {}, named);
  const components = copy['components'];
  if (isObject(components)) {
    components['schemas'] = Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return copy as Document;
}

function moveNamed(value: Json, named: { [key: string]: Json }): Json {
  if (Array.isArray(value)) return value.map((entry) => moveNamed(entry, named));
  if (!isObject(value)) return value;
  const moved: { [key: string]: Json } = {};
  for (const [key, entry] of Object.entries(value)) {
    // Examples are data: a `title` in them names nothing.
    moved[key] = key === 'example' || key === 'examples' ? entry : moveNamed(entry, named);
  }
  const title = moved['title'];
  const isSchema = 'type' in moved || 'anyOf' in moved || 'enum' in moved;
  if (typeof title !== 'string' || !isSchema) return moved;
  const known = named[title];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(moved)) {
    throw new TypeError(`Two different schemas of the API have the title "${title}".`);
  }
  named[title] = moved;
  return { $ref: `#/components/schemas/${title}` };
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
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
