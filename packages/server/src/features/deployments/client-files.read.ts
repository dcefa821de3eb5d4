import type { Static } from 'typebox';
import type { Db } from '../../infra/db/index.ts';
import { findReported } from '../values/index.ts';
import type { listClientFilesSchema } from './deployment.schema.ts';
import { isAboutFiles, isThere, readToldFiles, type ToldFile } from './told-files.ts';
import { fileTypeOf } from './wire-types.ts';

type ClientFiles = Static<(typeof listClientFilesSchema)['response'][200]>;
type ClientFile = ClientFiles['items'][number];

/**
 * The files on a phone: its own list, and what it has told since; with the order that brought them, where that is known.
 *
 * @returns undefined when there is no such client
 */
export async function findClientFiles(db: Db, clientId: string): Promise<ClientFiles | undefined> {
  const reported = await findReported(db, clientId);
  if (reported === undefined) return undefined;
  const contact = await db
    .selectFrom('clientContacts')
    .select('inventoryAt')
    .where('clientId', '=', clientId)
    .executeTakeFirst();
  const listedAt = contact?.inventoryAt ?? null;
  const kept = await db
    .selectFrom('clientFiles')
    .leftJoin('files', 'files.id', 'clientFiles.fileId')
    .select([
      'clientFiles.type',
      'clientFiles.name',
      'status',
      'toldDate',
      'toldTime',
      'toldAt',
      'jobId',
      'broughtAt',
    ])
    .select('files.id as fileId')
    .where('clientId', '=', clientId)
    .execute();
  const items = [...reported.values()].filter(isAboutFiles).map(({ value, index, ...item }) => ({
    ...item,
    value: value ?? '',
    ...(index === undefined ? {} : { index }),
  }));
  const listed = new Map(readToldFiles(items).map((file) => [keyOf(file), toFile(file, undefined)]));
  for (const row of kept) {
    const key = keyOf(row);
    const isNewer = listedAt === null || row.toldAt > listedAt;
    const told = { ...row, date: row.toldDate, time: row.toldTime };
    if (isNewer && row.status === '') listed.delete(key);
    else if (isNewer || listed.has(key)) {
      const before = listed.get(key);
      listed.set(
        key,
        toFile(isNewer || before === undefined ? told : { ...told, status: before.status }, row),
      );
    }
  }
  return {
    listedAt: listedAt?.toISOString() ?? null,
    items: [...listed.values()].sort((a, b) =>
      `${a.wireType} ${a.name}` < `${b.wireType} ${b.name}` ? -1 : 1,
    ),
  };
}

function keyOf({ type, name }: { readonly type: string; readonly name: string }): string {
  return `${type.trim().toUpperCase()} ${name.toLowerCase()}`;
}

interface Origin {
  readonly fileId: string | null;
  readonly jobId: string | null;
  readonly broughtAt: Date | null;
}

function toFile(file: ToldFile, origin: Origin | undefined): ClientFile {
  return {
    type: fileTypeOf(file.type) ?? null,
    wireType: file.type,
    name: file.name,
    status: file.status,
    isThere: isThere(file),
    phoneDate: dateOf(file),
    fileId: origin?.fileId ?? null,
    jobId: origin?.jobId ?? null,
    broughtAt: origin?.broughtAt?.toISOString() ?? null,
  };
}

/** `24:12:2025` and `17:05:09` in the order in which dates are sorted; null when it is no date. */
function dateOf({ date, time }: Pick<ToldFile, 'date' | 'time'>): string | null {
  const parts = /^(\d{1,2}):(\d{1,2}):(\d{4})$/.exec(date.trim());
  if (parts === null) return null;
  const [, day = '', month = '', year = ''] = parts;
  const clock = /^\d{1,2}:\d{2}(?::\d{2})?$/.test(time.trim()) ? `T${time.trim().padStart(8, '0')}` : '';
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${clock}`;
}
