import { once } from 'node:events';
import { Writable } from 'node:stream';
import { connect } from 'node:tls';
import { pino } from 'pino';
import Type from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../errors/index.ts';
import { makeSelfSigned } from '../tls/index.ts';
import { createApiServer } from './api-server.ts';
import type { ApiServer } from './api-server-types.ts';
import { listen } from './listen.ts';
import { Nullable, OneOf, StrictObject } from './schemas.ts';

let app: ApiServer;
let port: number;
let logged: string[] = [];
beforeEach(() => {
  logged = [];
});

const log = pino(
  { level: 'trace' },
  new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk));
      done();
    },
  }),
);

class DatabaseError extends Error {
  readonly code: string;
  constructor(code: string) {
    super('terminating connection due to administrator command');
    this.code = code;
  }
}

beforeAll(async () => {
  const now = Date.now();
  const { privateKey, certificate } = await makeSelfSigned({
    keyType: 'ecdsa-p256',
    hosts: ['127.0.0.1'],
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + 3_600_000),
  });
  app = await createApiServer({ tls: { key: [privateKey], cert: [certificate] }, log });
  const errors: Readonly<Record<string, () => Error>> = {
    known: () => new AppError('job.already_finished', 'The job has finished already.'),
    waiting: () => new AppError('session.too_many_attempts', 'Wait.', { retryAfterSeconds: 7 }),
    unknown: () => new RangeError('secret detail'),
    database: () => new DatabaseError('57P01'),
    connection: () => Object.assign(new Error('connect failed'), { code: 'ENOENT', syscall: 'connect' }),
    pool: () => new Error('Connection terminated unexpectedly'),
    sql: () => new DatabaseError('23505'),
  };
  app.get('/throw/:which', (request) => {
    const { which } = request.params as { which: string };
    throw errors[which]?.() ?? new TypeError('no such error');
  });
  const body = StrictObject({ name: Type.String() });
  const answer = StrictObject({
    shown: Type.String(),
    maybe: Nullable(Type.Integer()),
    color: Nullable(OneOf(['red', 'blue'], { description: 'Color.' })),
    inner: Nullable(StrictObject({ text: Type.String() })),
  });
  app.post('/echo', { schema: { body, response: { 200: answer } } }, async (request) => ({
    shown: request.body.name,
    maybe: null,
    color: request.body.name === 'red' ? ('red' as const) : null,
    inner: request.body.name === 'red' ? { text: 'in' } : null,
    hidden: 'never sent',
  }));
  app.delete('/nothing', async (_request, reply) => reply.code(204).send());
  port = await listen(app.server, { host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

/** Sends bytes over TLS and reads until the server closes. */
async function exchange(text: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  let received = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    received += chunk;
  });
  socket.on('error', () => {});
  socket.write(text);
  await new Promise((resolve) => socket.once('close', resolve));
  return received;
}

describe('an error', () => {
  it('that an administrator may read is answered as it is, with its request id', async () => {
    const response = await app.inject('/throw/known');
    expect(response.statusCode).toBe(409);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.json()).toEqual({
      type: 'urn:deskfleet:problem:job.already_finished',
      title: 'The job has finished already',
      status: 409,
      detail: 'The job has finished already.',
      code: 'job.already_finished',
      requestId: response.headers['x-request-id'],
    });
  });

  it('that will pass says when to try again', async () => {
    expect((await app.inject('/throw/waiting')).headers['retry-after']).toBe('7');
  });

  it.each(['unknown', 'sql'])(
    'that nobody expected (%s) is told to the log and to nobody else',
    async (which) => {
      const response = await app.inject(`/throw/${which}`);
      expect(response.statusCode).toBe(500);
      const { detail, code, requestId } = response.json();
      expect(code).toBe('server.internal');
      expect(detail).not.toMatch(/secret|terminating/);
      const entry = logged.find((line) => line.includes('the request failed')) ?? '';
      expect(JSON.parse(entry)).toMatchObject({ level: 50, requestId, err: { stack: expect.any(String) } });
      expect(entry).toMatch(/secret detail|terminating/);
    },
  );

  it.each(['database', 'connection', 'pool'])(
    'of a database that is away (%s) is no fault of the server',
    async (which) => {
      const response = await app.inject(`/throw/${which}`);
      expect(response.statusCode).toBe(503);
      expect(response.headers['retry-after']).toBe('5');
      expect(response.json()).toMatchObject({ code: 'server.unavailable' });
    },
  );
});

describe('a request', () => {
  const json = { 'content-type': 'application/json' };

  it('to nowhere is answered with what was asked for, without its query', async () => {
    const response = await app.inject({ method: 'POST', url: '/api/v1/phones?password=secret' });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({
      code: 'request.not_found',
      detail: 'There is no POST /api/v1/phones: see /api-docs for what exists.',
    });
    expect(logged.join('')).not.toContain('secret');
  });

  it('gets what the schema shows and nothing else', async () => {
    const send = (name: string) => app.inject({ method: 'POST', url: '/echo', payload: { name } });
    expect((await send('a')).json()).toEqual({ shown: 'a', maybe: null, color: null, inner: null });
    expect((await send('red')).json()).toEqual({
      shown: 'red',
      maybe: null,
      color: 'red',
      inner: { text: 'in' },
    });
  });

  it.each([
    ['{"name":', 'request.invalid', 400, 'The request body is not valid JSON.'],
    ['{"name":"a","__proto__":{}}', 'request.invalid', 400, 'The request body is not valid JSON.'],
    ['', 'request.invalid', 400, 'The request body must be an object with "name".'],
    ['null', 'request.invalid', 400, 'The request body must be an object with "name".'],
    [
      JSON.stringify({ name: 'x'.repeat(1_100_000) }),
      'request.too_large',
      413,
      'The request body is larger than 1 MiB: send less at once.',
    ],
  ])('with a bad body (%#) is refused', async (payload, code, status, detail) => {
    const response = await app.inject({ method: 'POST', url: '/echo', headers: json, payload });
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ code, detail });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/xml'])(
    'with a body as %s is refused',
    async (type) => {
      const response = await app.inject({
        method: 'POST',
        url: '/echo',
        headers: { 'content-type': type },
        payload: '{"name":"a"}',
      });
      expect(response.statusCode).toBe(415);
      expect(response.json()).toMatchObject({ code: 'request.unsupported_media_type' });
    },
  );

  it('that names a content type without a body is no harm where no body is needed', async () => {
    const response = await app.inject({ method: 'DELETE', url: '/nothing', headers: json });
    expect(response.statusCode).toBe(204);
  });

  it.each(['/throw/%E0%A4%A', '/throw/%', `/throw/${'x'.repeat(300)}`])(
    'with a broken address is refused: %s',
    async (url) => {
      const answer = await exchange(`GET ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('"code":"request.invalid"');
    },
  );

  it('that is no HTTP at all is answered and cut off', async () => {
    const answer = await exchange('<DLSMessage/>\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('Content-Type: application/problem+json');
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'request.invalid' });
  });

  it('with endless headers is answered and cut off', async () => {
    const answer = await exchange(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"code":"request.too_large"');
  });

  it('is logged without headers and body', async () => {
    await app.inject({
      method: 'POST',
      url: '/echo?token=secret1',
      headers: { authorization: 'Bearer secret2', cookie: 'a=secret3' },
      payload: { name: 'secret4' },
    });
    const lines = logged.join('');
    expect(lines).toContain('"method":"POST","path":"/echo","status":200');
    expect(lines).not.toContain('secret');
  });
});

describe('every answer', () => {
  it.each(['/throw/known', '/nowhere'])('of %s tells browsers to do nothing with it', async (url) => {
    const { headers } = await app.inject(url);
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'x-request-id': expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('has a request id of the server, whatever the sender calls it', async () => {
    const { headers } = await app.inject({ url: '/nowhere', headers: { 'x-request-id': 'mine' } });
    expect(headers['x-request-id']).not.toBe('mine');
  });
});
