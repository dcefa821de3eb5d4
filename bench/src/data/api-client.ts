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

  close(): void {
    this.#agent.destroy();
  }

  #send(method: string, path: string, body?: object): Promise<unknown> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.#base.port,
          path: `/api/v1${path}`,
          method,
          agent: this.#agent,
          headers: {
            'x-requested-with': 'deskfleet',
            cookie: this.#cookie,
            ...(text === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          },
        },
        (response) => {
          const [cookie] = response.headers['set-cookie'] ?? [];
          if (cookie !== undefined) this.#cookie = cookie.split(';', 1)[0] ?? '';
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const received = Buffer.concat(chunks).toString('utf8');
            const status = response.statusCode ?? 0;
            if (status >= 300) reject(new BenchError(`${method} ${path} gave ${status}: ${received}`));
            else resolve(received === '' ? undefined : JSON.parse(received));
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }
}
