import type { TLSSocket } from 'node:tls';
import type { FoundProvider } from '../../../infra/db/index.ts';
import { OutboundAgent, type OutboundGuard, openAnswer } from '../../../infra/outbound/index.ts';
import { IndexPageReader } from '../connection/index-page.ts';

const TIMEOUT_MS = 3_000;
/** As much of an answer as is looked at. */
const ENOUGH = 65_536;

/**
 * Asks at one place whether it is an S3 endpoint or a web server that lists its folder. Nothing is told to whoever answers; its
 * certificate is looked at and not believed.
 *
 * @returns undefined when nothing is there, or something else
 */
export async function probe(
  guard: OutboundGuard,
  address: string,
  port: number,
): Promise<FoundProvider | undefined> {
  const url = new URL(`https://${address}:${port}/`);
  const agent = new OutboundAgent(guard, { tls: { verify: false } });
  try {
    const signal = AbortSignal.timeout(2 * TIMEOUT_MS);
    const answer = await openAnswer(agent, url, {
      answerTimeoutMs: TIMEOUT_MS,
      silenceMs: TIMEOUT_MS,
      signal,
    });
    const socket = answer.socket as TLSSocket;
    const peer = socket.getPeerX509Certificate();
    const certificate = { trusted: socket.authorized, certificate: peer?.toString() ?? '' };
    let text = '';
    answer.setEncoding('utf8');
    for await (const piece of answer as AsyncIterable<string>) {
      text += piece;
      if (text.length > ENOUGH) break;
    }
    const { server = '', 'content-type': contentType = '' } = answer.headers;
    const software = shown(String(server));
    if (isS3(answer.headers, text)) return { type: 's3', url: url.href, title: software, ...certificate };
    const index =
      answer.statusCode === 200 && contentType.startsWith('text/html') ? indexTitle(text) : undefined;
    return index === undefined
      ? undefined
      : { type: 'https', url: url.href, title: software || index, ...certificate };
  } catch {
    // Whatever it is, it is no provider.
    return undefined;
  } finally {
    agent.destroy();
  }
}

function isS3(headers: NodeJS.Dict<string | string[]>, text: string): boolean {
  return (
    headers['x-amz-request-id'] !== undefined ||
    headers['x-amz-id-2'] !== undefined ||
    /<ListAllMyBucketsResult[\s>]/.test(text) ||
    /^(<\?xml[^>]*\?>\s*)?<Error>\s*<Code>(AccessDenied|InvalidRequest|MissingSecurityHeader|SignatureDoesNotMatch)<\/Code>/.test(
      text.trim(),
    )
  );
}

/** The title of an index page; undefined when it is none. */
function indexTitle(text: string): string | undefined {
  const page = new IndexPageReader();
  page.read(text);
  page.end();
  return page.saysIndex ? shown(/<title>([^<]*)<\/title>/i.exec(text)?.[1] ?? '') : undefined;
}

function shown(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 100);
}
