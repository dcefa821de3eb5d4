import type { IncomingMessage } from 'node:http';
import { type OutboundAgent, OutboundTimeoutError, openAnswer } from '../../../infra/outbound/index.ts';
import { MAX_ANSWER_MS, MAX_INDEX_BYTES } from './limits.ts';
import type { BothLanguages, ProblemKind, ProviderField } from './problem-kinds.ts';
import { ProviderProblem, problemOf, tooMuch } from './provider-problem.ts';

export interface AnswerOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Asks once, and hands the answer to `read` within all limits. The answer is at its end or destroyed afterwards. */
export async function withAnswer<T>(
  agent: OutboundAgent,
  url: URL,
  { headers, timeoutMs, signal }: AnswerOptions,
  read: (answer: IncomingMessage) => Promise<T>,
): Promise<T> {
  const limit = AbortSignal.timeout(MAX_ANSWER_MS);
  let answer: IncomingMessage | undefined;
  try {
    answer = await openAnswer(agent, url, {
      headers,
      answerTimeoutMs: timeoutMs,
      silenceMs: timeoutMs,
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
    });
    const problem = problemOfStatus(answer, url);
    if (problem !== undefined) throw problem;
    return await read(answer);
  } catch (error) {
    throw problemOf(limit.aborted ? new OutboundTimeoutError(MAX_ANSWER_MS / 1_000) : error, url);
  } finally {
    answer?.destroy();
  }
}

/** The text of an answer in pieces; more than an index can be is refused. */
export async function* textOf(answer: IncomingMessage): AsyncGenerator<string> {
  answer.setEncoding('utf8');
  let length = 0;
  for await (const piece of answer as AsyncIterable<string>) {
    length += piece.length;
    if (length > MAX_INDEX_BYTES) {
      const megabytes = MAX_INDEX_BYTES / 1_048_576;
      throw tooMuch(
        `The index is longer than ${megabytes} MiB: divide the files among several folders.`,
        `Das Verzeichnis ist länger als ${megabytes} MiB: Verteilen Sie die Dateien auf mehrere Ordner.`,
      );
    }
    yield piece;
  }
}

/** What a status other than success means. */
function problemOfStatus(
  { statusCode: status = 0, headers }: IncomingMessage,
  url: URL,
): ProviderProblem | undefined {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (status === 200 || status === 206) {
    return encoding === 'identity'
      ? undefined
      : of('broken', 'url', {
          en: `${url.host} answers in an encoding that was not asked for.`,
          de: `${url.host} antwortet in einer Kodierung, die nicht verlangt war.`,
        });
  }
  const place = `${url.host}${url.pathname}`;
  if (status === 401) {
    return of('credentials', 'user', {
      en: `${url.host} does not accept the user name or the password (status 401).`,
      de: `${url.host} akzeptiert den Benutzernamen oder das Kennwort nicht (Status 401).`,
    });
  }
  if (status === 403) {
    return of('denied', 'url', {
      en: `${place} may not be read (status 403): the user has no right to, or the web server lists no folders.`,
      de: `${place} darf nicht gelesen werden (Status 403): Dem Benutzer fehlt das Recht, oder der Webserver zeigt keine Verzeichnisse.`,
    });
  }
  if (status === 404 || status === 410) {
    return of('not-found', 'url', {
      en: `There is no ${place} (status ${status}): check the path.`,
      de: `${place} gibt es nicht (Status ${status}): Prüfen Sie den Pfad.`,
    });
  }
  if (status >= 300 && status < 400) {
    const target = (headers.location ?? '').replaceAll(/\p{Cc}/gu, '').slice(0, 200);
    return of('redirect', 'url', {
      en: `${place} redirects to ${target || 'another address'}, which is not followed: enter the address itself.`,
      de: `${place} leitet um nach ${target || 'einer anderen Adresse'}; dem wird nicht gefolgt: Geben Sie die Adresse selbst an.`,
    });
  }
  return of('broken', 'url', {
    en: `${place} answers with status ${status}.`,
    de: `${place} antwortet mit Status ${status}.`,
  });
}

function of(kind: ProblemKind, field: ProviderField, text: BothLanguages): ProviderProblem {
  return new ProviderProblem(kind, field, text);
}
