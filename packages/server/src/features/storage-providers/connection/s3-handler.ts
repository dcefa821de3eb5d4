import { Readable, Transform } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type OutboundAgent, OutboundTimeoutError } from '../../../infra/outbound/index.ts';
import { MAX_S3_ANSWER_BYTES } from './limits.ts';
import { tooMuch } from './provider-problem.ts';

type Handle = NodeHttpHandler['handle'];

/**
 * The SDK reads answers to its questions whole into memory: what an endpoint may answer is bounded here, in bytes and in the time
 * between two pieces. Connections are those of the guard.
 */
export class BoundedHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #handler: NodeHttpHandler;
  readonly #timeoutMs: number;

  constructor(agent: OutboundAgent, timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#handler = new NodeHttpHandler({
      httpsAgent: agent,
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
    });
  }

  async handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    const answer = await this.#handler.handle(request, options);
    const body: unknown = answer.response.body;
    // Parts of objects are read as far as they are wanted and no further.
    const isObject = request.method === 'GET' && request.headers['range'] !== undefined;
    if (body instanceof Readable)
      answer.response.body = this.#bounded(body, isObject ? Infinity : MAX_S3_ANSWER_BYTES);
    return answer;
  }

  httpHandlerConfigs() {
    return this.#handler.httpHandlerConfigs();
  }

  updateHttpClientConfig(...[key, value]: Parameters<NodeHttpHandler['updateHttpClientConfig']>): void {
    this.#handler.updateHttpClientConfig(key, value);
  }

  destroy(): void {
    this.#handler.destroy();
  }

  #bounded(body: Readable, limit: number): Readable {
    let length = 0;
    const silence = setTimeout(
      () => result.destroy(new OutboundTimeoutError(this.#timeoutMs / 1_000)),
      this.#timeoutMs,
    );
    const result = new Transform({
      transform(piece: Buffer, _encoding, done) {
        silence.refresh();
        length += piece.length;
        if (length <= limit) done(null, piece);
        else
          done(
            tooMuch('The answer of the endpoint never ends.', 'Die Antwort des Endpunkts nimmt kein Ende.'),
          );
      },
    });
    body.on('error', (error) => result.destroy(error));
    result.on('close', () => {
      clearTimeout(silence);
      body.destroy();
    });
    return body.pipe(result);
  }
}
