import { Agent, request } from 'node:https';

/** Password of the first account, which need not be changed. */
export const PASSWORD = 'Purple-Harbor-27';

/** Talks JSON to the admin API like the app does. */
export class ApiClient {
  readonly #agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  readonly #port: number;
  #cookie = '';

  constructor(port: number) {
    this.#port = port;
  }

  /** For requests of another form than JSON. */
  get connection(): { readonly port: number; readonly cookie: string } {
    return { port: this.#port, cookie: this.#cookie };
  }

  async signIn(): Promise<void> {
    const { status } = await this.send('POST', '/session', { username: 'admin', password: PASSWORD });
    if (status !== 200) throw new TypeError(`signing in gave ${status}`);
  }

  /** The answer of a request that must succeed. */
  async get<Body = Record<string, unknown>>(path: string): Promise<Body> {
    return this.#expect<Body>('GET', path);
  }

  async post<Body = Record<string, unknown>>(path: string, body?: object): Promise<Body> {
    return this.#expect<Body>('POST', path, body);
  }

  async #expect<Body>(method: string, path: string, body?: object): Promise<Body> {
    const answer = await this.send(method, path, body);
    if (answer.status >= 300) {
      throw new TypeError(`${method} ${path} gave ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body as Body;
  }

  send(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; body: unknown }> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.#port,
          path: `/api/v1${path}`,
          method,
          agent: this.#agent,
          headers: {
            'x-requested-with': 'deskfleet',
            cookie: this.#cookie,
            ...(text === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
            ...headers,
          },
        },
        (response) => {
          const [cookie] = response.headers['set-cookie'] ?? [];
          if (cookie !== undefined) this.#cookie = cookie.split(';', 1)[0] ?? '';
          let received = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            received += chunk;
          });
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: received === '' ? undefined : (JSON.parse(received) as unknown),
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Waits until `probe` gives a value; fails with `what` when it never does. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  timeoutMs = 15_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new TypeError(`waited ${timeoutMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
