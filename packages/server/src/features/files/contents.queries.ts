import type { ClientBase, Pool } from 'pg';

/** Every piece of a content has this size, and the last one the rest. */
export const PIECE_BYTES = 1_048_576;

/** Makes room for a content. @returns its id */
export async function insertContent(tx: ClientBase, now: Date): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    'insert into file_contents (created_at) values ($1) returning id',
    [now],
  );
  return rows[0]?.id ?? '';
}

export async function insertPiece(
  tx: ClientBase,
  contentId: string,
  place: number,
  bytes: Buffer,
): Promise<void> {
  await tx.query('insert into file_pieces (content_id, place, bytes) values ($1, $2, $3)', [
    contentId,
    place,
    bytes,
  ]);
}

/**
 * Reads a part of a content, at most to the end of the piece in which it begins.
 *
 * @returns undefined when it is not there (any more)
 */
export async function readPart(
  queryable: ClientBase | Pool,
  contentId: string,
  start: number,
  length: number,
): Promise<Buffer | undefined> {
  const place = Math.floor(start / PIECE_BYTES);
  const { rows } = await queryable.query<{ part: Buffer }>({
    name: 'file-part',
    text: 'select substring(bytes from $3 for $4) as part from file_pieces where content_id = $1 and place = $2',
    values: [contentId, place, start - place * PIECE_BYTES + 1, length],
  });
  const part = rows[0]?.part;
  return part === undefined || part.length === 0 ? undefined : part;
}

/** Reads a part that may reach over several pieces; what is not there is left out. */
export async function readParts(
  queryable: ClientBase | Pool,
  contentId: string,
  start: number,
  length: number,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let at = start; at < start + length; ) {
    const part = await readPart(queryable, contentId, at, start + length - at);
    if (part === undefined) break;
    parts.push(part);
    at += part.length;
  }
  return Buffer.concat(parts);
}

/**
 * Removes pieces of contents that neither a file nor an upload has, some at a time so that nobody waits for it.
 *
 * @returns whether there may be more
 */
export async function clearContents(pool: Pool, atMostPieces: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `delete from file_pieces p using (
       select q.content_id, q.place from file_pieces q
       where q.content_id = (
         select c.id from file_contents c
         where not exists (select from files f where f.content_id = c.id)
           and not exists (select from file_uploads u where u.content_id = c.id)
         order by c.id limit 1)
       limit $1) gone
     where p.content_id = gone.content_id and p.place = gone.place`,
    [atMostPieces],
  );
  if ((rowCount ?? 0) > 0) return true;
  // A content is without pieces for a moment when its upload begins, and then has its upload in the same transaction.
  const emptied = await pool.query(
    `delete from file_contents c
     where not exists (select from files f where f.content_id = c.id)
       and not exists (select from file_uploads u where u.content_id = c.id)
       and not exists (select from file_pieces p where p.content_id = c.id)`,
  );
  return (emptied.rowCount ?? 0) > 0;
}
