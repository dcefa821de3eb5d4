import { describe, expect, it } from 'vitest';
import { type HttpAnswer, HttpAnswerReader } from './http-answer.ts';

function readAll(text: string, pieceBytes: number, understandsChunked = true): HttpAnswer | undefined {
  const reader = new HttpAnswerReader(understandsChunked);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const answer = reader.push(bytes.subarray(at, at + pieceBytes));
    if (answer !== undefined) return answer;
  }
  return reader.end();
}

const WITH_LENGTH =
  'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nSet-Cookie: A=1; path=/\r\nset-cookie: B=2\r\nContent-Length: 6\r\n\r\n<äö/>'.replace(
    'Content-Length: 6',
    `Content-Length: ${Buffer.byteLength('<äö/>')}`,
  );
const CHUNKED =
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: 1\r\n\r\n';

describe('reading an HTTP answer', () => {
  it('works wherever the stream is cut', () => {
    for (let pieceBytes = 1; pieceBytes <= WITH_LENGTH.length; pieceBytes += 1) {
      const answer = readAll(WITH_LENGTH, pieceBytes);
      expect(answer).toMatchObject({ status: 200, setCookies: ['A=1; path=/', 'B=2'], keepsOpen: true });
      expect(answer?.body.toString()).toBe('<äö/>');
    }
    for (let pieceBytes = 1; pieceBytes <= CHUNKED.length; pieceBytes += 1) {
      expect(readAll(CHUNKED, pieceBytes)?.body.toString()).toBe('abcde');
    }
  });

  it('takes the end of the stream for the end of a body without length', () => {
    expect(readAll('HTTP/1.0 200 OK\r\n\r\nabc', 4)).toMatchObject({ status: 200, keepsOpen: false });
  });

  it('takes the start of a chunked body for the body where chunks are not understood', () => {
    expect(readAll(CHUNKED, 500, false)?.body.toString()).toMatch(/^3;x=y\r\nabc/);
  });

  it.each([
    ['HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', false],
    ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
    ['HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n', true],
    ['HTTP/1.1 204 No Content\r\n\r\n', true],
  ])('knows from %j whether the connection stays: %s', (text, keepsOpen) => {
    expect(readAll(text, 1_000)?.keepsOpen).toBe(keepsOpen);
  });

  it('has no answer when the stream ends too early', () => {
    expect(readAll(WITH_LENGTH.slice(0, -1), 10)).toBeUndefined();
    expect(readAll('HTTP/1.1 200', 10)).toBeUndefined();
  });

  it.each([
    ['SSH-2.0-OpenSSH\r\n\r\n'],
    ['HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'],
    [`HTTP/1.1 200 OK\r\nContent-Length: ${2 ** 21}\r\n\r\n`],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    [`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(20_000)}`],
    [`HTTP/1.1 200 OK\r\n\r\n${'y'.repeat(2 ** 21)}`],
  ])('refuses %.60j', (text) => {
    expect(() => readAll(text, 65_536)).toThrow(expect.objectContaining({ kind: 'http' }));
  });
});
