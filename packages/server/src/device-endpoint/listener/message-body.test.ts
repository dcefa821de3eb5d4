import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  BodyRoom,
  type BodyShare,
  BodyTooLarge,
  NoRoomForBody,
  readBody,
  SenderGone,
} from './message-body.ts';

describe('room for bodies', () => {
  const limits = { total: 100, perSource: 60 };

  test('is given until all of it, or all that a source may have, is taken', () => {
    const room = new BodyRoom(limits);
    const [one, two, other] = [room.share('192.0.2.1'), room.share('192.0.2.1'), room.share('192.0.2.2')];
    expect(one.take(40)).toBe(true);
    expect(two.take(21)).toBe(false);
    expect(two.take(20)).toBe(true);
    expect(other.take(41)).toBe(false);
    expect(other.take(40)).toBe(true);
    expect(room.taken).toBe(100);
  });

  test('comes back when a message is answered, once', () => {
    const room = new BodyRoom(limits);
    const one = room.share('192.0.2.1');
    one.take(30);
    one.take(30);
    one.release();
    one.release();
    expect(room.taken).toBe(0);
    expect(room.share('192.0.2.1').take(60)).toBe(true);
  });
});

describe('the body of a request', () => {
  let server: Server;
  let socket: Socket;
  beforeEach(async () => {
    server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => {});
  });
  afterEach(() => {
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });

  async function aRequest(text: string): Promise<IncomingMessage> {
    const arrived = once(server, 'request');
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\n${text}`);
    const [request] = (await arrived) as [IncomingMessage];
    return request;
  }

  const bodyOf = (request: IncomingMessage, room: BodyShare): Promise<Buffer> =>
    new Promise((resolve, reject) =>
      readBody(request, room, (body, problem) => (problem === undefined ? resolve(body) : reject(problem))),
    );

  const share = (total = 1_000) => new BodyRoom({ total, perSource: total }).share('192.0.2.1');

  test('is read whole, in whatever pieces it comes', async () => {
    const request = await aRequest('Content-Length: 6\r\n\r\nabc');
    const body = bodyOf(request, share());
    socket.write('def');
    expect((await body).toString()).toBe('abcdef');
  });

  test('is empty when there is none', async () => {
    expect((await bodyOf(await aRequest('Content-Length: 0\r\n\r\n'), share())).length).toBe(0);
  });

  test('that says it is too large is not even begun', async () => {
    const request = await aRequest('Content-Length: 1048577\r\n\r\n');
    await expect(bodyOf(request, share())).rejects.toThrow(BodyTooLarge);
  });

  test('that turns out to be too large is not read to its end', async () => {
    const request = await aRequest('Transfer-Encoding: chunked\r\n\r\n');
    const reading = bodyOf(request, share(10_000_000));
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const end = setInterval(() => socket.write(chunk), 1);
    await expect(reading).rejects.toThrow(BodyTooLarge);
    clearInterval(end);
  });

  test('for which there is no room is not kept', async () => {
    const request = await aRequest('Content-Length: 600\r\n\r\n');
    const reading = bodyOf(request, share(500));
    socket.write('x'.repeat(600));
    await expect(reading).rejects.toThrow(NoRoomForBody);
  });

  test('of a sender who goes away ends at once', async () => {
    const request = await aRequest('Content-Length: 6\r\n\r\nabc');
    const reading = bodyOf(request, share());
    socket.destroy();
    await expect(reading).rejects.toThrow(SenderGone);
  });
});
