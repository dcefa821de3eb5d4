import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';

export const streamEventsSchema = {
  operationId: 'streamEvents',
  tags: ['events'],
  summary: 'Follow what changes',
  description:
    'Server-sent events. `event: change` has the data `{ clients?, plugAndPlay?, heldPhones?, scans?, users?, jobs?, recurringJobs?, rollouts?, templates?, files?, storageProviders?, groups?, notifications?, parameters? }`: the ids of what changed (or `"all"` when there are more than 200), and `true` for notifications and for the catalog of parameters. News are hints to ask again: after connecting anew, ask for everything. A comment line comes every 15 seconds. The stream ends with its session.',
  response: {
    200: {
      description: 'The stream.',
      content: {
        'text/event-stream': {
          schema: Type.String({
            description: 'Events as the HTML standard defines them.',
            examples: ['event: change\ndata: {"clients":["4711"],"notifications":true}\n\n'],
          }),
        },
      },
    },
    ...problems('read', 'event.too_many_streams'),
  },
} as const;
