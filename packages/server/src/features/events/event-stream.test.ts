import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventStream } from './event-stream.ts';

const server = createServer();
let socket: Socket;
let response: ServerResponse;
let received: string;

beforeEach(async () => {
  received = '';
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => {});
  socket.setEncoding('utf8');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  response.writeHead(200, { 'content-type': 'text/event-stream' });
});
afterEach(async () => {
  socket.destroy();
  server.close();
  await once(server, 'close');
});

/** Sends until the reader, who takes nothing, has filled every buffer on the way. */
function fillBuffers(stream: EventStream): void {
  const ids = Array.from({ length: 150 }, (_, index) => `${index}`.padStart(18, '1'));
  for (let sent = 0; sent < 5_000; sent++) stream.send({ clients: ids });
}

describe('a stream whose reader is slow', () => {
  it('costs one message and not one for each change, and gets everything in the end', async () => {
    const stream = new EventStream(response);
    fillBuffers(stream);
    expect(response.writableLength).toBeLessThan(200_000);
    stream.send({ jobs: ['1'] });
    stream.send({ jobs: ['2'], notifications: ['9'] });
    socket.on('data', (chunk: string) => {
      received += chunk;
    });
    await expect.poll(() => received).toContain('"jobs":["1","2"],"notifications":true');
  });

  it('is told "all" when too much has come together', async () => {
    const stream = new EventStream(response);
    fillBuffers(stream);
    for (let batch = 0; batch < 3; batch++) {
      stream.send({ jobs: Array.from({ length: 100 }, (_, index) => `${batch}${index}`) });
    }
    socket.on('data', (chunk: string) => {
      received += chunk;
    });
    await expect.poll(() => received).toContain('"jobs":"all"');
  });

  it('is dropped when it takes nothing from one heartbeat to the next', async () => {
    const stream = new EventStream(response);
    fillBuffers(stream);
    stream.heartbeat();
    expect(response.destroyed).toBe(false);
    stream.heartbeat();
    expect(response.destroyed).toBe(true);
    stream.send({ jobs: ['1'] });
    stream.end();
  });

  it('stays when it has caught up before the second heartbeat', async () => {
    const stream = new EventStream(response);
    fillBuffers(stream);
    stream.heartbeat();
    socket.resume();
    await once(response, 'drain');
    stream.heartbeat();
    stream.heartbeat();
    expect(response.destroyed).toBe(false);
  });
});
