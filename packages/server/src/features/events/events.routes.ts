import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import { EventStream } from './event-stream.ts';
import { EventStreams } from './event-streams.ts';
import { streamEventsSchema } from './events.schema.ts';

export function eventRoutes(app: ApiServer, context: ServerContext): void {
  const streams = new EventStreams(context);
  app.addHook('preClose', async () => streams.close());

  app.get('/events', { schema: streamEventsSchema }, (request, reply) => {
    const caller = callerOf(request);
    streams.refuseTooMany(caller);
    const response = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) response.setHeader(name, value);
    }
    reply.hijack();
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // Proxies that collect answers would hold the events back.
      'x-accel-buffering': 'no',
    });
    const forget = streams.add(new EventStream(response), caller);
    response.on('close', forget);
    response.on('error', forget);
  });
}
