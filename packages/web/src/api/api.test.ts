import { describe, expect, it } from 'vitest';
import { parseChange } from './change-stream.ts';
import { parseRetryAfter, toApiError } from './problem.ts';
import { createSessionGate } from './session-gate.ts';

describe('a problem document', () => {
  it('gives code, sentence, fields and the time to wait', () => {
    const error = toApiError(new Response(null, { status: 400, headers: { 'retry-after': '30' } }), {
      type: 'about:blank',
      title: 'Bad request',
      status: 400,
      detail: 'Server address must be an IP address.',
      code: 'job.invalid_value',
      errors: [{ field: 'values.0.value', message: 'Must be an IP address.' }],
      requestId: 'r1',
    });
    expect(error).toMatchObject({
      code: 'job.invalid_value',
      status: 400,
      message: 'Server address must be an IP address.',
      retryAfterSeconds: 30,
      requestId: 'r1',
    });
    expect(error.fieldMessages('values.0.value')).toEqual(['Must be an IP address.']);
  });

  it.each([undefined, '<html>', null, { code: 7 }])('is not made up from %j', (body) => {
    const error = toApiError(new Response(null, { status: 502 }), body);
    expect(error).toMatchObject({ code: 'server.unexpected', status: 502 });
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-04-01T10:00:00Z');

  it('may be seconds or a date', () => {
    expect(parseRetryAfter('120', now)).toBe(120);
    expect(parseRetryAfter('Wed, 01 Apr 2026 10:00:45 GMT', now)).toBe(45);
  });

  it('is nothing when it is missing or makes no sense', () => {
    expect(parseRetryAfter(null, now)).toBeNull();
    expect(parseRetryAfter('soon', now)).toBeNull();
  });
});

describe('the session gate', () => {
  it('lets every waiting request go on after signing in', async () => {
    const gate = createSessionGate();
    const waiting = Promise.all([gate.waitForSignIn(), gate.waitForSignIn()]);
    expect(gate.isClosed()).toBe(true);
    gate.open();
    await expect(waiting).resolves.toHaveLength(2);
    expect(gate.isClosed()).toBe(false);
  });

  it('lets them fail with a code when the user leaves instead', async () => {
    const gate = createSessionGate();
    const waiting = gate.waitForSignIn();
    gate.abandon();
    await expect(waiting).rejects.toMatchObject({ code: 'session.signed_out' });
  });

  it('tells its listeners once per closing', () => {
    const gate = createSessionGate();
    const seen: boolean[] = [];
    gate.subscribe(() => seen.push(gate.isClosed()));
    void gate.waitForSignIn();
    void gate.waitForSignIn();
    gate.open();
    expect(seen).toEqual([true, false]);
  });
});

describe('a change event', () => {
  it('names what changed', () => {
    expect(parseChange('{"clients":["1","2"],"jobs":"all","notifications":true}')).toEqual({
      clients: ['1', '2'],
      jobs: 'all',
      notifications: true,
    });
  });

  it.each(['', 'x', '[]', '{"clients":[1]}', '{"jobs":"some"}', 'null'])('ignores %j', (data) => {
    expect(parseChange(data)).toEqual({});
  });
});
