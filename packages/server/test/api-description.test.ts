import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorStatus } from '../src/infra/errors/index.ts';
import { problemTexts } from '../src/infra/http/problem-texts.ts';
import { readApiDescription } from '../src/print-openapi.ts';
import { startAdminApi, type TestAdminApi } from './support/admin-api.ts';
import { findApiGaps } from './support/api-gaps.ts';

interface ApiDocument {
  readonly [key: string]: unknown;
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly examples: Readonly<Record<string, object>>;
  };
}

let server: TestAdminApi;
let document: ApiDocument;
beforeAll(async () => {
  server = await startAdminApi();
  document = (await server.api.inject('/api/v1/openapi.json')).json();
});
afterAll(() => server.close());

/** Codes that do not belong to a route, but to what comes before one. */
const withoutRoute = ['request.not_found'];

describe('the description of the API', () => {
  it('is OpenAPI 3.1, and everybody may read it', async () => {
    const response = await server.api.inject({ url: '/api/v1/openapi.json', remoteAddress: '192.0.2.9' });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('application/json');
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Deskfleet', version: '1.2.3' } });
  });

  it('has no gap', () => {
    expect(findApiGaps(document)).toEqual([]);
  });

  it('names every error code with an example', () => {
    const described = Object.keys(document.components.examples);
    const missing = Object.keys(errorStatus).filter((code) => !described.includes(code));
    expect(missing).toEqual(withoutRoute);
  });

  it('has every route of the API', async () => {
    const paths = Object.keys(document.paths);
    expect(paths.every((path) => path.startsWith('/api/v1/'))).toBe(true);
    const routes = server.api
      .printRoutes({ commonPrefix: false, includeMeta: false })
      .split('\n')
      .filter((line) => line.includes('(')).length;
    // Beside the API's: the description, four of the reference page, and the app.
    const operations = Object.values(document.paths).length;
    expect(routes).toBe(operations + 6);
  });

  it('demands nothing in a query that has a default', () => {
    const operation = document.paths['/api/v1/notifications']?.['get'];
    expect(operation).toMatchObject({
      parameters: expect.arrayContaining([
        expect.objectContaining({
          name: 'page',
          required: false,
          schema: expect.objectContaining({ default: 1 }),
        }),
      ]),
    });
  });

  it('is the same when it is printed without a server', async () => {
    expect(JSON.parse(await readApiDescription('1.2.3'))).toEqual(document);
  });
});

describe('the texts of errors', () => {
  it.each(Object.entries(problemTexts))('%s is one sentence with a title', (_code, { title, example }) => {
    expect(title).toMatch(/^[A-Z"].*[^.!]$/);
    expect(example).toMatch(/^["A-Z].*\.$/);
  });
});

describe('the search for gaps', () => {
  function changed(change: (copy: ApiDocument) => void): string[] {
    const copy = structuredClone(document);
    change(copy);
    return findApiGaps(copy);
  }

  /** Removes what a path of names leads to. */
  function without(...path: readonly string[]): string[] {
    return changed((copy) => {
      const parent = path
        .slice(0, -1)
        .reduce<Record<string, unknown>>(
          (target, name) => target[name] as Record<string, unknown>,
          copy as Record<string, unknown>,
        );
      expect(parent).toHaveProperty([path.at(-1) ?? '']);
      delete parent[path.at(-1) ?? ''];
    });
  }

  const list = ['paths', '/api/v1/notifications', 'get'];
  it.each([
    [[...list, 'operationId'], 'GET /api/v1/notifications: operationId is missing or no name'],
    [[...list, 'summary'], 'GET /api/v1/notifications: summary is missing or ends with a period'],
    [[...list, 'tags'], 'GET /api/v1/notifications: tags are missing or unknown'],
    [
      [...list, 'parameters', '0', 'description'],
      'GET /api/v1/notifications > query page: description is missing',
    ],
    [[...list, 'parameters', '0', 'example'], 'GET /api/v1/notifications > query page: example is missing'],
    [[...list, 'responses', '401'], 'GET /api/v1/notifications: response 401 is missing'],
    [[...list, 'responses', '200', 'description'], 'GET /api/v1/notifications > 200: description is missing'],
    [[...list, 'responses', '200', 'content'], 'GET /api/v1/notifications > 200: content is missing'],
    [
      [...list, 'responses', '401', 'content', 'application/problem+json', 'examples'],
      'GET /api/v1/notifications > 401: has no example for any code',
    ],
    [
      ['paths', '/api/v1/notifications/{id}', 'delete', 'parameters'],
      'DELETE /api/v1/notifications/{id}: path parameter id is not described',
    ],
    [
      ['paths', '/api/v1/notifications/{id}', 'delete', 'responses', '404'],
      'DELETE /api/v1/notifications/{id}: response 404 is missing',
    ],
    [
      ['components', 'schemas', 'Notification', 'properties', 'text', 'description'],
      'GET /api/v1/notifications > 200 application/json.items[].text: description is missing',
    ],
    [
      ['components', 'schemas', 'Notification', 'properties', 'text', 'examples'],
      'GET /api/v1/notifications > 200 application/json.items[].text: example is missing',
    ],
    [
      ['components', 'schemas', 'Credentials', 'additionalProperties'],
      'POST /api/v1/session > body: takes unknown properties',
    ],
    [['components', 'schemas', 'Session', 'description'], 'description is missing'],
    [['components', 'schemas', 'Account'], '#/components/schemas/Account: leads nowhere'],
  ])('finds what is missing at %j', (path, gap) => {
    expect(without(...path)).toContainEqual(expect.stringContaining(gap));
  });

  it('finds two operations of one name, and examples that do not fit', () => {
    const gaps = changed((copy) => {
      Object.assign(copy.paths['/api/v1/notifications']?.['get'] ?? {}, { operationId: 'signIn' });
      const { properties } = copy.components.schemas['Notification'] as { properties: { id: object } };
      Object.assign(properties.id, { examples: ['x'] });
    });
    expect(gaps).toContainEqual('GET /api/v1/notifications: operationId is that of POST /api/v1/session');
    expect(gaps).toContainEqual(expect.stringContaining('items[].id: example "x" does not fit its schema'));
  });
});
