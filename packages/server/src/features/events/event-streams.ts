import type { ServerContext } from '../../infra/context.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ChangeNews } from '../../infra/events/index.ts';
import type { Caller } from '../../infra/http/caller.ts';
import { findSessionEnd } from '../sessions/index.ts';
import type { EventStream } from './event-stream.ts';

const HEARTBEAT_MS = 15_000;
/** Several windows of several browsers; more is a program that forgets to close. */
const MAX_STREAMS_OF_ACCOUNT = 32;
/** Longest time that a timer can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

interface OpenStream {
  readonly stream: EventStream;
  readonly accountId: string;
  readonly sessionId: string;
  timer: NodeJS.Timeout | undefined;
}

/** The open event streams of this process. Each ends with the session that it was opened by. */
export class EventStreams {
  readonly #context: Pick<ServerContext, 'db' | 'clock' | 'events' | 'log'>;
  readonly #open = new Set<OpenStream>();
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(context: Pick<ServerContext, 'db' | 'clock' | 'events' | 'log'>) {
    this.#context = context;
    this.#unsubscribe = context.events.subscribe((news) => this.#deliver(news));
    this.#heartbeat = setInterval(() => {
      for (const { stream } of this.#open) stream.heartbeat();
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** @throws AppError `event.too_many_streams` */
  refuseTooMany({ accountId }: Caller): void {
    const open = [...this.#open].filter((entry) => entry.accountId === accountId).length;
    if (open < MAX_STREAMS_OF_ACCOUNT) return;
    throw new AppError(
      'event.too_many_streams',
      `This account has ${open} event streams open: close a window of the app.`,
      { retryAfterSeconds: 60 },
    );
  }

  /** @returns what to call when the connection has ended */
  add(stream: EventStream, caller: Caller): () => void {
    const entry: OpenStream = {
      stream,
      accountId: caller.accountId,
      sessionId: caller.sessionId,
      timer: undefined,
    };
    this.#open.add(entry);
    // The session may have ended between the check of the request and here.
    void this.#checkSession(entry);
    return () => this.#forget(entry);
  }

  /** Ends all streams, so that the listener can close. */
  close(): void {
    clearInterval(this.#heartbeat);
    this.#unsubscribe();
    for (const entry of this.#open) this.#end(entry);
  }

  #deliver(news: ChangeNews): void {
    const { sessions } = news;
    for (const entry of this.#open) {
      entry.stream.send(news);
      if (sessions === 'all' || sessions?.includes(entry.sessionId)) void this.#checkSession(entry);
    }
  }

  /** A session that was in use meanwhile lasts longer than it was said at first. */
  async #checkSession(entry: OpenStream): Promise<void> {
    const { db, clock, log } = this.#context;
    try {
      const end = await findSessionEnd(db, entry.sessionId, clock.now());
      if (!this.#open.has(entry)) return;
      if (end === undefined) this.#end(entry);
      else this.#lookAgainAt(entry, end);
    } catch (error) {
      log.warn({ err: error }, 'an event stream was closed because its session could not be checked');
      this.#end(entry);
    }
  }

  #lookAgainAt(entry: OpenStream, end: Date): void {
    clearTimeout(entry.timer);
    const waitMs = Math.max(0, end.getTime() - this.#context.clock.now().getTime()) + 1;
    entry.timer = setTimeout(() => void this.#checkSession(entry), Math.min(waitMs, MAX_TIMER_MS));
    entry.timer.unref();
  }

  #end(entry: OpenStream): void {
    entry.stream.end();
    this.#forget(entry);
  }

  #forget(entry: OpenStream): void {
    clearTimeout(entry.timer);
    this.#open.delete(entry);
  }
}
