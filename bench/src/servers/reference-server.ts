import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Key and certificates in the form of TLS options, the same ones that our server shows. */
export interface Identity {
  readonly key: readonly string[];
  readonly cert: readonly string[];
}

/** What a server to compare with answers. */
export type Answerer = (
  body: Buffer,
  request: IncomingMessage,
) => { readonly text: string; readonly cookie?: string };

/**
 * Runs a server to compare with as a process: TLS and HTTP like ours, nothing else. The file with its identity is the
 * only argument; it prints its port when it listens.
 */
export function serveReference(answer: Answerer): void {
  const [, , identityFile = ''] = process.argv;
  const { key, cert } = JSON.parse(readFileSync(identityFile, 'utf8')) as Identity;
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [only] = chunks;
      const { text, cookie } = answer(
        chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks),
        request,
      );
      const body = Buffer.from(text, 'utf8');
      response.writeHead(200, {
        'content-type': 'text/xml',
        'content-length': body.length,
        ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
      });
      response.end(body);
    });
  };
  const server = createServer(
    { key: [...key], cert: [...cert], minVersion: 'TLSv1.2', keepAliveTimeout: 35_000 },
    handle,
  );
  server.listen(0, '127.0.0.1', 4_096, () => {
    process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
  });
  process.once('SIGTERM', () => process.exit(0));
  // Never outlives the bench.
  process.stdin.on('end', () => process.exit(0)).resume();
}
