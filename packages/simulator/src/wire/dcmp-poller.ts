import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock, Timer } from '../clock.ts';

export interface DcmpOptions {
  readonly clock: Clock;
  /** The phone's own address; absent: the machine chooses. */
  readonly localAddress?: string;
  readonly mac: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Called when the proxy says that work is waiting. */
  readonly onWork: () => void;
  /** Called with what went wrong: a status other than 200 and 202, or an error of the connection. */
  readonly onError: (reason: string) => void;
}

/** Polls a contact-me proxy (DCMP; reference, section 3.2). Errors change nothing: the next poll comes in its time. */
export class DcmpPoller {
  readonly #options: DcmpOptions;
  #url = '';
  #timer: Timer | undefined;

  constructor(options: DcmpOptions) {
    this.#options = options;
  }

  /** Polls at this base URL from now on; empty: not at all. */
  setUrl(url: string): void {
    this.#url = url;
    this.restart();
  }

  /** Any contact with the server makes the interval begin anew. */
  restart(): void {
    this.stop();
    if (this.#url === '') return;
    this.#timer = this.#options.clock.schedule(this.#options.intervalMs, () => {
      this.restart();
      this.#poll();
    });
  }

  stop(): void {
    if (this.#timer !== undefined) this.#options.clock.cancel(this.#timer);
    this.#timer = undefined;
  }

  #poll(): void {
    const { localAddress, mac, timeoutMs, onWork, onError } = this.#options;
    const url = URL.parse(`${this.#url}contact-me?device-id=${mac}`);
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
      onError('url');
      return;
    }
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, {
      agent: false,
      rejectUnauthorized: false,
      timeout: timeoutMs,
      ...(localAddress === undefined ? {} : { localAddress, family: localAddress.includes(':') ? 6 : 4 }),
    });
    request.on('response', (response) => {
      response.resume();
      if (this.#timer === undefined) return;
      if (response.statusCode === 202) onWork();
      else if (response.statusCode !== 200) onError(`http-${response.statusCode}`);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => onError('unreachable'));
    request.end();
  }
}
