import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { SendBuffers } from './send-buffers.ts';

test('what is sent arrives as it was, whatever is sent after it in the same memory and to others', async () => {
  const buffers = new SendBuffers(1_000);
  const server = createServer((_request, response) => void sendLetters(buffers, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const received = await Promise.all(Array.from({ length: 8 }, () => textOf(port)));
    for (const text of received) expect(text).toBe(LETTERS.map((letter) => letter.repeat(999)).join(''));
  } finally {
    server.close();
  }
});

test('a part that is larger than the memory is sent whole', async () => {
  const server = createServer((_request, response) => {
    new SendBuffers(10).write(response, Buffer.from('0123456789abcdef'));
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    expect(await textOf((server.address() as AddressInfo).port)).toBe('0123456789abcdef');
  } finally {
    server.close();
  }
});

const LETTERS = Array.from({ length: 200 }, (_, place) => String.fromCharCode(0x61 + (place % 26)));

/** The memory of a part is written over as soon as it was handed over. */
async function sendLetters(buffers: SendBuffers, response: ServerResponse): Promise<void> {
  const part = Buffer.alloc(999);
  for (const letter of LETTERS) {
    part.fill(letter);
    if (!buffers.write(response, part)) await once(response, 'drain');
  }
  response.end();
}

function textOf(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, agent: false }, (response) => {
      let text = '';
      response.setEncoding('latin1').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve(text)).on('error', reject);
    }).on('error', reject);
  });
}
