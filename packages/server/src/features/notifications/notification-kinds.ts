import type { Severity } from '../../infra/db/index.ts';

interface KindText {
  readonly severity: Severity;
  /** English; `{name}` stands for a parameter. The app translates by kind and parameters. */
  readonly text: string;
}

/** Everything that administrators are told about without having asked. */
export const notificationKinds = {
  'client.registered': {
    severity: 'info',
    text: 'A new phone registered: {model} {deviceId} ({e164}) from {address}.',
  },
  'client.registered_many': {
    severity: 'info',
    text: 'Many new phones register at once, {count} of them within a moment.',
  },
  'client.recognized': {
    severity: 'info',
    text: 'The phone {model} {deviceId} called from {address}, was recognized and gets what was prepared for it ({e164}).',
  },
  'client.recognized_by_number': {
    severity: 'warning',
    text: 'The phone {deviceId} called from {address} with the number {e164}, which was prepared for {preparedFor}, and gets what was prepared.',
  },
  'client.recognized_other_model': {
    severity: 'warning',
    text: 'The phone {deviceId} ({e164}) was recognized and gets what was prepared, but it is a {model} instead of a {preparedFor}.',
  },
  'client.recognized_many': {
    severity: 'info',
    text: 'Many prepared phones were recognized at once, {count} of them within a moment.',
  },
  'client.held': {
    severity: 'info',
    text: 'The unknown phone {model} {deviceId} ({e164}) at {address} waits for your approval.',
  },
  'client.held_many': {
    severity: 'info',
    text: 'Many unknown phones wait for your approval, {count} of them since a moment ago.',
  },
  'client.held_full': {
    severity: 'warning',
    text: 'There are {count} unknown phones that wait for approval; more are not listed until some of these are decided on.',
  },
  'client.new_address': {
    severity: 'warning',
    text: 'The phone {deviceId} ({e164}) called from the new address {address} instead of {previousAddress}.',
  },
  'user.data_too_large': {
    severity: 'error',
    text: 'The phone {deviceId} sent {kilobytes} KB of personal data of the mobile user {e164}, but a user may have {limit} KB in all: these data were not stored, those stored before are kept.',
  },
  'device_endpoint.bad_request': {
    severity: 'warning',
    text: "Something at {address} sent requests to the phone port that are no phone's: {detail}.",
  },
  'device_endpoint.overload': {
    severity: 'error',
    text: 'More phones call than the server can answer at once: {count} were told to call again later.',
  },
  'rollout.stopped': {
    severity: 'error',
    text: 'The rollout “{rollout}” stopped itself. {sentence}',
  },
  'storage_provider.scan_failed': {
    severity: 'error',
    text: 'The storage provider “{provider}” could not be scanned. {sentence}',
  },
  'account.failed_login': {
    severity: 'warning',
    text: 'Signing in as {username} failed from {address}.',
  },
  'account.failed_login_unknown': {
    severity: 'warning',
    text: 'Signing in with an unknown user name failed from {address}.',
  },
  'account.setup_code_wrong': {
    severity: 'warning',
    text: 'Signing in as {username} from {address} gave a wrong setup code.',
  },
  'server.started_after_crash': {
    severity: 'warning',
    text: 'The server did not stop properly before this start; what was acknowledged is complete.',
  },
} as const satisfies Readonly<Record<string, KindText>>;

export type NotificationKind = keyof typeof notificationKinds;

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The parameters that the text of a kind has. */
export type NotificationParams<Kind extends NotificationKind> = {
  readonly [Name in Placeholders<(typeof notificationKinds)[Kind]['text']>]: string | number;
};

/** The English text of a notification. */
export function notificationText(
  kind: NotificationKind,
  params: Readonly<Record<string, string | number>>,
): string {
  return notificationKinds[kind].text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) =>
    String(params[name] ?? placeholder),
  );
}
