import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import { AppError } from '../../infra/errors/index.ts';
import { readRange } from './byte-range.ts';
import { readPart } from './contents.queries.ts';
import type { FileFormat } from './file-facts.ts';
import type { DeployableFile } from './files.queries.ts';

/** As much is read at once. */
const PART_BYTES = 256 * 1_024;

/** What a browser may show: nothing that could hold a script. */
const shownAs: Readonly<Partial<Record<FileFormat, string>>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  bmp: 'image/bmp',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  midi: 'audio/midi',
  'ldap-template': 'text/plain; charset=utf-8',
};

/** If a browser is made to open it as a page all the same, it may do nothing there. */
const CONTENT_POLICY =
  "default-src 'none'; img-src 'self'; media-src 'self'; sandbox; frame-ancestors 'none'";

/**
 * Answers the content of a file, or the part of it that is asked for, read as fast as it is taken.
 *
 * @throws AppError `file.elsewhere`, `file.bad_range`
 */
export function sendContent(
  reply: FastifyReply,
  pool: Pool,
  file: DeployableFile,
  asked: { readonly range: string | undefined; readonly inline: boolean },
): FastifyReply {
  if (file.contentId === null) throw elsewhere(file.name);
  const range = readRange(asked.range, file.size);
  if (range === 'unsatisfiable') {
    void reply.header('content-range', `bytes */${file.size}`);
    throw new AppError(
      'file.bad_range',
      `The file has ${file.size} bytes; the part that was asked for begins behind its end.`,
    );
  }
  const { start, length } = range ?? { start: 0, length: file.size };
  const type = asked.inline ? shownAs[file.facts.format ?? 'other'] : undefined;
  void reply.headers({
    'accept-ranges': 'bytes',
    'content-length': length,
    'content-disposition': disposition(type === undefined ? 'attachment' : 'inline', file.name),
    'content-security-policy': CONTENT_POLICY,
    // The content of an id never changes.
    'cache-control': 'private, max-age=3600',
  });
  if (range !== undefined) {
    void reply.code(206).header('content-range', `bytes ${start}-${start + length - 1}/${file.size}`);
  }
  const parts = readFrom(pool, { contentId: file.contentId, name: file.name }, start, length);
  return reply.type(type ?? 'application/octet-stream').send(Readable.from(parts, { objectMode: false }));
}

async function* readFrom(
  pool: Pool,
  { contentId, name }: { readonly contentId: string; readonly name: string },
  start: number,
  length: number,
): AsyncGenerator<Buffer> {
  const end = start + length;
  for (let at = start; at < end; ) {
    const part = await readPart(pool, contentId, at, Math.min(PART_BYTES, end - at));
    if (part === undefined) throw elsewhere(name);
    yield part;
    at += part.length;
  }
}

function elsewhere(name: string): AppError {
  return new AppError(
    'file.elsewhere',
    `The content of “${name}” does not lie here (any more): get it from its storage provider.`,
  );
}

/** The name in ASCII for old programs, and as it is (RFC 6266). */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
