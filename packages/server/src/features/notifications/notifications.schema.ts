import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import {
  Id,
  IdParams,
  Instant,
  ListQuery,
  ListResponse,
  NoContent,
  Nullable,
  OneOf,
  StrictObject,
} from '../../infra/http/schemas.ts';

const severities = ['info', 'warning', 'error'] as const;

export const Notification = StrictObject(
  {
    id: Id('Id of the notification.'),
    at: Instant('When it was raised.'),
    kind: Type.String({
      description: 'What happened, a stable word for programs and translations.',
      examples: ['client.new_address'],
    }),
    severity: OneOf(severities, { description: 'How serious it is.' }),
    clientId: Nullable(Id('The client it is about, if any.')),
    params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
      description: 'The names and numbers in the text, for translations.',
      examples: [{ deviceId: '00:1A:E8:12:34:56', address: '192.0.2.7' }],
    }),
    text: Type.String({
      description: 'The notification in English.',
      examples: ['Signing in as admin failed from 192.0.2.7.'],
    }),
  },
  { title: 'Notification', description: 'Something that administrators should know.' },
);
export type Notification = Type.Static<typeof Notification>;

export const listNotificationsSchema = {
  operationId: 'listNotifications',
  tags: ['notifications'],
  summary: 'List notifications',
  description: 'The newest come first. The newest 5,000 are kept.',
  querystring: ListQuery(
    { sort: ['at', 'severity', 'kind'], order: 'desc', search: 'the text' },
    {
      severity: Type.Optional(OneOf(severities, { description: 'Only those of this severity.' })),
      clientId: Type.Optional(Id('Only those about this client.')),
    },
  ),
  response: { 200: ListResponse(Notification, 'One page of notifications.'), ...problems('read') },
} as const;

export const deleteNotificationSchema = {
  operationId: 'deleteNotification',
  tags: ['notifications'],
  summary: 'Clear a notification',
  params: IdParams('notification'),
  response: {
    204: NoContent('The notification is gone.'),
    ...problems('change', 'notification.not_found'),
  },
} as const;

export const deleteNotificationsSchema = {
  operationId: 'deleteNotifications',
  tags: ['notifications'],
  summary: 'Clear all notifications',
  response: { 204: NoContent('All notifications are gone.'), ...problems('change') },
} as const;
