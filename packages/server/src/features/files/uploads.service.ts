import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { ServerContext } from '../../infra/context.ts';
import { type FileType, inTransaction } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { insertContent, insertPiece, PIECE_BYTES, readParts } from './contents.queries.ts';
import { contentRefused, uploadNotFound } from './file-errors.ts';
import type { ContentProblem, RecognizedFile } from './file-facts.ts';
import { findNameFault } from './file-name.ts';
import { insertFile } from './files.queries.ts';
import type { FileView } from './files.schema.ts';
import { getFile } from './files.service.ts';
import { HEAD_BYTES, TAIL_BYTES } from './recognition/content-sample.ts';
import { canBeOfType, recognize } from './recognition/recognize.ts';
import { resumeHash } from './resumable-hash.ts';
import {
  countUploads,
  deleteUpload,
  findUpload,
  insertUpload,
  lockUpload,
  moveUpload,
  type Upload,
} from './uploads.queries.ts';
import type { UploadStepView, UploadView } from './uploads.schema.ts';

type UploadDeps = Pick<ServerContext, 'pool' | 'db' | 'clock' | 'events'>;

/** Who uploads. */
export interface Uploader {
  readonly accountId: string;
  readonly username: string;
}

const MAX_UPLOADS = 20;
/** An upload that is silent for so long is given up. */
export const SILENT_UPLOAD_MS = 86_400_000;

/** @throws AppError `request.invalid`, `file.too_many_uploads` */
export async function beginUpload(
  deps: UploadDeps,
  given: { readonly name: string; readonly size: number; readonly type?: FileType },
  { accountId, username }: Uploader,
): Promise<UploadView> {
  const fault = findNameFault(given.name, 'name');
  if (fault !== undefined) throw invalidRequest([fault]);
  const id = randomUUID();
  const now = deps.clock.now();
  await inTransaction(deps.pool, async (tx) => {
    if ((await countUploads(tx, accountId)) >= MAX_UPLOADS) throw tooManyUploads();
    const contentId = await insertContent(tx, now);
    const { name, size, type = null } = given;
    await insertUpload(tx, { id, contentId, accountId, accountName: username, name, size, type, now });
  });
  return toView({ id, name: given.name, size: given.size, received: 0, updatedAt: now });
}

function tooManyUploads(): AppError {
  return new AppError(
    'file.too_many_uploads',
    `This account has ${MAX_UPLOADS} uploads under way: finish some or give them up first.`,
  );
}

function toView(upload: Pick<Upload, 'id' | 'name' | 'size' | 'received' | 'updatedAt'>): UploadView {
  return {
    id: upload.id,
    name: upload.name,
    size: upload.size,
    offset: upload.received,
    expiresAt: new Date(upload.updatedAt.getTime() + SILENT_UPLOAD_MS).toISOString(),
  };
}

/** @throws AppError `file.upload_not_found` */
export async function getUpload({ pool }: UploadDeps, id: string, uploader: Uploader): Promise<UploadView> {
  return toView(await requireUpload(pool, id, uploader));
}

async function requireUpload(pool: ServerContext['pool'], id: string, uploader: Uploader): Promise<Upload> {
  const upload = await findUpload(pool, id, uploader.accountId);
  if (upload === undefined) throw uploadNotFound();
  return upload;
}

/** @throws AppError `file.upload_not_found` */
export async function cancelUpload({ pool }: UploadDeps, id: string, uploader: Uploader): Promise<void> {
  if (!(await deleteUpload(pool, id, uploader.accountId))) throw uploadNotFound();
}

/**
 * Takes the next bytes of an upload, piece by piece as they arrive. When they are the last ones, the file is made.
 *
 * @throws AppError `file.upload_not_found`, `file.upload_offset`, `file.refused`: then the upload is gone as well
 */
export async function takePortion(
  deps: UploadDeps,
  id: string,
  portion: { readonly offset: number; readonly content: Readable },
  uploader: Uploader,
): Promise<UploadStepView> {
  const upload = await requireUpload(deps.pool, id, uploader);
  if (portion.offset !== upload.received) throw wrongOffset(upload);
  const moved = await storePieces(deps, upload, portion.content);
  if (moved.received < moved.size) return { upload: toView(moved), file: null, needsType: false };
  return finish(deps, moved, moved.type, uploader);
}

/** Whole pieces only, but for the last one of the file: so a connection that breaks leaves nothing half. */
async function storePieces(deps: UploadDeps, begun: Upload, content: Readable): Promise<Upload> {
  const hash = await resumeHash(begun.hashState);
  let upload = begun;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  const store = async (bytes: Buffer): Promise<void> => {
    hash.update(bytes);
    upload = await storePiece(deps, upload, bytes, hash.save());
    waiting = [];
    waitingBytes = 0;
  };
  for await (const chunk of unlessBroken(content)) {
    let rest = chunk;
    if (upload.received + waitingBytes + rest.length > upload.size) throw tooLong(upload);
    while (waitingBytes + rest.length >= PIECE_BYTES) {
      const missing = PIECE_BYTES - waitingBytes;
      await store(Buffer.concat([...waiting, rest.subarray(0, missing)]));
      rest = rest.subarray(missing);
    }
    if (rest.length > 0) {
      waiting.push(rest);
      waitingBytes += rest.length;
    }
  }
  // A portion that ends between two pieces is not kept to the byte, unless it ends the file: the answer says where to go on.
  if (waitingBytes > 0 && upload.received + waitingBytes === upload.size) await store(Buffer.concat(waiting));
  return upload;
}

/** The same bytes; a connection that breaks is the business of who sends, and no failure of the server. */
async function* unlessBroken(content: Readable): AsyncGenerator<Buffer> {
  try {
    yield* content as AsyncIterable<Buffer>;
  } catch (cause) {
    throw new AppError(
      'request.invalid',
      'The connection broke before the portion had arrived: ask where the upload stands, and go on from there.',
      { cause },
    );
  }
}

async function storePiece(
  deps: UploadDeps,
  upload: Upload,
  bytes: Buffer,
  hashState: Uint8Array,
): Promise<Upload> {
  const now = deps.clock.now();
  const received = upload.received + bytes.length;
  await inTransaction(deps.pool, async (tx) => {
    if (!(await moveUpload(tx, upload, { received, hashState, now }))) throw wrongOffset(upload);
    await insertPiece(tx, upload.contentId, Math.floor(upload.received / PIECE_BYTES), bytes);
  });
  return { ...upload, received, hashState: Buffer.from(hashState), updatedAt: now };
}

function wrongOffset({ received }: Upload): AppError {
  return new AppError(
    'file.upload_offset',
    `The upload does not stand there but at ${received} or beyond, for instance because another portion is just arriving: ask where it stands, and go on from there.`,
  );
}

function tooLong({ size }: Upload): AppError {
  const text = {
    en: `There is more content than the ${size} bytes that were announced: begin again with the right size.`,
    de: `Es kommt mehr Inhalt als die angekündigten ${size} Bytes: Beginnen Sie mit der richtigen Größe neu.`,
  };
  return new AppError('file.refused', text.en, {
    errors: [{ field: 'size', message: text.en, code: 'file_content.too_long', text }],
  });
}

/** @throws AppError `file.upload_not_found`, `file.upload_offset` while something is missing, `file.refused` */
export async function finishUpload(
  deps: UploadDeps,
  id: string,
  type: FileType,
  uploader: Uploader,
): Promise<FileView> {
  const upload = await requireUpload(deps.pool, id, uploader);
  if (upload.received < upload.size) throw wrongOffset(upload);
  const { file } = await finish(deps, upload, type, uploader);
  if (file === null) throw uploadNotFound();
  return file;
}

async function finish(
  deps: UploadDeps,
  upload: Upload,
  chosen: FileType | null,
  uploader: Uploader,
): Promise<UploadStepView> {
  const recognized = await look(deps, upload);
  const problems = problemsOf(recognized, chosen);
  if (problems.length > 0) {
    // A wrong type can be corrected without sending everything again; a wrong content cannot.
    if (recognized.problems.length > 0) await deleteUpload(deps.pool, upload.id, uploader.accountId);
    throw contentRefused(problems, recognized.problems.length > 0 ? 'content' : 'type');
  }
  const type = chosen ?? recognized.type;
  if (type === null) return { upload: toView(upload), file: null, needsType: true };
  const sha256 = (await resumeHash(upload.hashState)).digest();
  const isSoftware = type === 'software';
  const fileId = await inTransaction(deps.pool, async (tx) => {
    const locked = await lockUpload(tx, upload.id, uploader.accountId);
    if (locked === undefined) throw uploadNotFound();
    const inserted = await insertFile(tx, {
      name: upload.name,
      type,
      size: upload.size,
      sha256,
      softwareType: isSoftware ? recognized.softwareType : null,
      softwareVersion: isSoftware ? recognized.softwareVersion : null,
      models: recognized.models,
      facts: recognized.facts,
      contentId: upload.contentId,
      createdAt: deps.clock.now(),
      accountId: uploader.accountId,
      accountName: uploader.username,
    });
    await deleteUpload(tx, upload.id, uploader.accountId);
    return inserted;
  });
  deps.events.changed('files', [fileId]);
  return { upload: null, file: await getFile(deps, fileId), needsType: false };
}

async function look({ pool }: UploadDeps, { contentId, name, size }: Upload): Promise<RecognizedFile> {
  const tailBytes = Math.min(size, TAIL_BYTES);
  return recognize({
    name,
    size,
    head: await readParts(pool, contentId, 0, Math.min(size, HEAD_BYTES)),
    tail: await readParts(pool, contentId, size - tailBytes, tailBytes),
  });
}

function problemsOf({ problems, facts }: RecognizedFile, chosen: FileType | null): readonly ContentProblem[] {
  if (problems.length > 0 || chosen === null || canBeOfType(facts.format, chosen)) return problems;
  return [{ code: 'not-of-type', params: { format: facts.format ?? 'other', type: chosen } }];
}
