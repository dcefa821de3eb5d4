import { Agent, request } from 'node:https';
import { BenchError } from '../bench-error.ts';

/** Talks to the admin API like the app in a browser does, over one kept connection. */
export class ApiClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  readonly #base: URL;
  #cookie = '';

  private constructor(base: string) {
    this.#base = new URL(base);
  }

  /** @throws BenchError when it is not let in */
  static async signIn(admin: string, password: string): Promise<ApiClient> {
    const client = new ApiClient(admin);
    await client.#send('POST', '/session', { username: 'admin', password });
    return client;
  }

  /** @throws BenchError for every answer that is no success */
  async get<Body>(path: string): Promise<Body> {
    return (await this.#send('GET', path)) as Body;
  }

  /** @throws BenchError for every answer that is no success */
  async post<Body>(path: string, body: object): Promise<Body> {
    return (await this.#send('POST', path, body)) as Body;
  }

  /** @throws BenchError for every answer that is no success */
  async patch<Body>(path: string, body: object): Promise<Body> {
    return (await this.#send('PATCH', path, body)) as Body;
  }

  /**
   * Sends bytes as they are.
   * @throws BenchError for every answer that is no success
   */
  async patchBytes<Body>(
    path: string,
    headers: Readonly<Record<string, string>>,
    bytes: Buffer,
  ): Promise<Body> {
    return (await this.#exchange('PATCH', path, headers, bytes)) as Body;
  }

  /** Reads an answer piece by piece. @throws BenchError for every answer that is no success */
  async read(path: string, onBytes: (bytes: Buffer) => void): Promise<void> {
    await this.#exchange('GET', path, {}, undefined, onBytes);
  }

  /** Listens to live news over a connection of its own. @returns what ends it */
  follow(onText: (text: string) => void): () => void {
    const sent = request({ ...this.#target('/events'), headers: this.#headers, rejectUnauthorized: false });
    sent.on('response', (response) => response.setEncoding('utf8').on('data', onText));
    // It ends with the server.
    sent.on('error', () => {});
    sent.end();
    return () => sent.destroy();
  }

  close(): void {
    this.#agent.destroy();
  }

  get #headers() {
    return { 'x-requested-with': 'deskfleet', cookie: this.#cookie };
  }

  #target(path: string) {
    return { host: '127.0.0.1', port: this.#base.port, path: `/api/v1${path}` };
  }

  async #send(method: string, path: string, body?: object): Promise<unknown> {
    if (body === undefined) return this.#exchange(method, path, {}, undefined);
    return this.#exchange(
      method,
      path,
      { 'content-type': 'application/json' },
      Buffer.from(JSON.stringify(body)),
    );
  }

  /** @param onBytes takes what is answered; absent: it is JSON and is answered here */
  #exchange(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer | undefined,
    onBytes?: (bytes: Buffer) => void,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          ...this.#target(path),
          method,
          agent: this.#agent,
          headers: {
            ...this.#headers,
            ...headers,
            ...(body === undefined ? {} : { 'content-length': body.length }),
          },
        },
        (response) => {
          const [cookie] = response.headers['set-cookie'] ?? [];
          if (cookie !== undefined) this.#cookie = cookie.split(';', 1)[0] ?? '';
          const chunks: Buffer[] = [];
          const status = response.statusCode ?? 0;
          const isForReader = onBytes !== undefined && status < 300;
          response.on('data', (chunk: Buffer) => {
            if (isForReader) onBytes(chunk);
            else chunks.push(chunk);
          });
          response.on('error', reject);
          response.on('end', () => {
            const received = Buffer.concat(chunks).toString('utf8');
            if (status >= 300) reject(new BenchError(`${method} ${path} gave ${status}: ${received}`));
            else resolve(received === '' ? undefined : JSON.parse(received));
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
