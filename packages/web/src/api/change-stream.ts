import type { ChangeEvent } from './types.ts';

export type StreamStatus = 'connecting' | 'open' | 'lost';

export interface ChangeStreamHandlers {
  onChange: (change: ChangeEvent) => void;
  onStatus: (status: StreamStatus) => void;
  /** After an interruption: changes may have been missed, so everything shown is to be read again. */
  onGap: () => void;
}

function isIdList(value: unknown): value is string[] | 'all' {
  return value === 'all' || (Array.isArray(value) && value.every((id) => typeof id === 'string'));
}

/** Reads the data of a `change` event; whatever is not understood is left out. */
export function parseChange(data: string): ChangeEvent {
  let body: unknown;
  try {
    body = JSON.parse(data);
  } catch {
    return {};
  }
  if (typeof body !== 'object' || body === null) return {};
  const change: ChangeEvent = {};
  if ('plugAndPlay' in body && isIdList(body.plugAndPlay)) change.plugAndPlay = body.plugAndPlay;
  if ('heldPhones' in body && isIdList(body.heldPhones)) change.heldPhones = body.heldPhones;
  if ('scans' in body && isIdList(body.scans)) change.scans = body.scans;
  if ('users' in body && isIdList(body.users)) change.users = body.users;
  if ('clients' in body && isIdList(body.clients)) change.clients = body.clients;
  if ('jobs' in body && isIdList(body.jobs)) change.jobs = body.jobs;
  if ('recurringJobs' in body && isIdList(body.recurringJobs)) change.recurringJobs = body.recurringJobs;
  if ('rollouts' in body && isIdList(body.rollouts)) change.rollouts = body.rollouts;
  if ('templates' in body && isIdList(body.templates)) change.templates = body.templates;
  if ('files' in body && isIdList(body.files)) change.files = body.files;
  if ('storageProviders' in body && isIdList(body.storageProviders)) {
    change.storageProviders = body.storageProviders;
  }
  if ('groups' in body && isIdList(body.groups)) change.groups = body.groups;
  if ('notifications' in body && body.notifications === true) change.notifications = true;
  if ('parameters' in body && body.parameters === true) change.parameters = true;
  return change;
}

/**
 * Opens the server's event stream and keeps it open.
 *
 * @returns a function that closes it.
 */
export function openChangeStream(url: string, handlers: ChangeStreamHandlers): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let attempts = 0;
  let everOpen = false;
  let closed = false;

  const connect = (): void => {
    const current = new EventSource(url, { withCredentials: true });
    source = current;
    current.addEventListener('open', () => {
      attempts = 0;
      if (everOpen) handlers.onGap();
      everOpen = true;
      handlers.onStatus('open');
    });
    current.addEventListener('change', (event) => handlers.onChange(parseChange(String(event.data))));
    current.addEventListener('error', () => {
      if (closed) return;
      handlers.onStatus('lost');
      // A browser gives up for good when the answer is an error status; then reconnecting is up to us.
      if (current.readyState !== EventSource.CLOSED) return;
      attempts += 1;
      retry = setTimeout(connect, Math.min(30_000, 1000 * 2 ** Math.min(attempts, 5)));
    });
  };

  handlers.onStatus('connecting');
  connect();
  return () => {
    closed = true;
    clearTimeout(retry);
    source?.close();
  };
}
