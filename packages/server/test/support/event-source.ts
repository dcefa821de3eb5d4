import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';

/** An open stream of server-sent events, as a browser reads it. */
export interface TestEventSource {
  readonly response: IncomingMessage;
  /** Data of the `change` events so far. */
  readonly changes: unknown[];
  /** Everything received so far. */
  text(): string;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<unknown>;
  close(): void;
}

/** Opens `/api/v1/events` over TLS. */
export async function openEventSource(
  port: number,
  options: { readonly cookie: string; readonly ca: string },
): Promise<TestEventSource> {
  const outgoing = request({
    host: '127.0.0.1',
    port,
    path: '/api/v1/events',
    ca: options.ca,
    headers: { cookie: options.cookie, accept: 'text/event-stream' },
    agent: false,
  });
  outgoing.end();
  const [response]: [IncomingMessage] = (await once(outgoing, 'response')) as [IncomingMessage];
  outgoing.on('error', () => {});
  let text = '';
  const changes: unknown[] = [];
  let unread = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
    unread += chunk;
    const messages = unread.split('\n\n');
    unread = messages.pop() ?? '';
    for (const message of messages) {
      const data = /^event: change\ndata: (.*)$/m.exec(message)?.[1];
      if (data !== undefined) changes.push(JSON.parse(data));
    }
  });
  response.on('error', () => {});
  return {
    response,
    changes,
    text: () => text,
    ended: new Promise((resolve) => response.once('close', resolve)),
    close: () => outgoing.destroy(),
  };
}
