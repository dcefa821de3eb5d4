import { type ConnectionOptions, connect, createSecureContext, type TLSSocket } from 'node:tls';

/** What phones agree on with the server: the certificate follows from it. */
export type KeyKind = 'rsa' | 'ecdsa';

const CIPHERS: Readonly<Record<KeyKind, string>> = {
  rsa: 'ECDHE-RSA-AES128-GCM-SHA256',
  ecdsa: 'ECDHE-ECDSA-AES128-GCM-SHA256',
};

/** A context for all connections: making one costs more than a handshake. Phones of default mode check no certificate. */
export function phoneTls(kind: KeyKind): ConnectionOptions {
  const secureContext = createSecureContext({
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.2',
    ciphers: CIPHERS[kind],
  });
  return { secureContext, rejectUnauthorized: false };
}

/** What the load needs to know of an answer. */
export interface Reply {
  readonly status: number;
  readonly action: string;
  /** Value of the session cookie, if the server set one. */
  readonly cookie: string | undefined;
}

/** The connection cannot be used any more; the message is a word for the statistics of errors. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/** One phone's connection: HTTP/1.1 over TLS with as little as the generator can do, for its time is measured, too. */
export class PhoneConnection {
  readonly #socket: TLSSocket;
  #received = '';
  #waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | undefined;
  #failure: ConnectionError | undefined;

  private constructor(socket: TLSSocket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => this.#fail(error.code ?? error.message));
    socket.on('close', () => this.#fail('closed by the server'));
  }

  /** @throws ConnectionError */
  static open(port: number, tls: ConnectionOptions): Promise<PhoneConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ ...tls, host: '127.0.0.1', port });
      const onError = (error: NodeJS.ErrnoException) =>
        reject(new ConnectionError(`connecting: ${error.code ?? error.message}`));
      socket.once('error', onError);
      socket.once('secureConnect', () => {
        socket.off('error', onError);
        resolve(new PhoneConnection(socket));
      });
    });
  }

  get isUsable(): boolean {
    return this.#failure === undefined;
  }

  /**
   * Sends a request and waits for its answer.
   * @throws ConnectionError
   */
  exchange(request: Buffer): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  /** Says goodbye like a phone after CleanUp. */
  close(): void {
    this.#failure ??= new ConnectionError('closed');
    this.#socket.end();
  }

  /** Ends it at once; whoever waits for an answer gets an error. */
  abort(reason: string): void {
    this.#fail(reason);
  }

  #read(chunk: Buffer): void {
    this.#received += chunk.toString('latin1');
    const reply = parseReply(this.#received);
    if (reply === undefined) return;
    if (reply === 'unusable') {
      this.#fail('an answer without Content-Length');
      return;
    }
    const waiting = this.#waiting;
    this.#received = '';
    this.#waiting = undefined;
    if (waiting === undefined) this.#fail('an answer without a request');
    else waiting.resolve(reply);
  }

  #fail(reason: string): void {
    this.#failure ??= new ConnectionError(reason);
    this.#socket.destroy();
    this.#waiting?.reject(this.#failure);
    this.#waiting = undefined;
  }
}

const SET_COOKIE = 'set-cookie: JSESSIONID=';
const ACTION = '<Action>';

/** Reads an answer; undefined while a part is missing, `unusable` without the Content-Length that phones need. */
export function parseReply(text: string): Reply | 'unusable' | undefined {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = text.slice(0, headEnd);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) return 'unusable';
  if (text.length < headEnd + 4 + Number(length)) return undefined;
  const actionAt = text.indexOf(ACTION, headEnd) + ACTION.length;
  const cookieAt = head.indexOf(SET_COOKIE) + SET_COOKIE.length;
  return {
    status: Number(head.slice(9, 12)),
    action: actionAt < ACTION.length ? '' : text.slice(actionAt, text.indexOf('<', actionAt)),
    cookie: cookieAt < SET_COOKIE.length ? undefined : head.slice(cookieAt, head.indexOf(';', cookieAt)),
  };
}
