import { sql } from 'kysely';
import { isoIn } from '../../infra/clock/local-time.ts';
import type { Db } from '../../infra/db/index.ts';
import type { RecordValue } from '../../infra/record-files/index.ts';
import type { fieldColumns, reportColumns } from './import-lines.ts';
import { type PreparedFilter, preparedFilter } from './plug-and-play.read.ts';
import { headingOf } from './value-columns.ts';

const PORTION = 1_000;

/** Headings of all items that are prepared somewhere; secrets are not exported. */
export async function findItemHeadings(db: Db, filter: PreparedFilter): Promise<string[]> {
  const rows = await preparedFilter(db, filter)
    .innerJoin(sql<{ value: unknown }>`jsonb_array_elements("values")`.as<'v'>('v'), (join) => join.onTrue())
    .select([
      sql<string>`v.value ->> 'name'`.as('name'),
      sql<number | null>`(v.value ->> 'index')::int`.as('index'),
    ])
    .where(sql<boolean>`not v.value ? 'sealed'`)
    .distinct()
    .orderBy('name')
    .orderBy('index')
    .execute();
  return rows.map(({ name, index }) => headingOf(index === null ? { name } : { name, index }));
}

type PreparedRecord = Readonly<
  Record<(typeof fieldColumns)[number] | (typeof reportColumns)[number], string | null>
> &
  Readonly<Record<string, RecordValue>>;

/**
 * Everything that matches, in portions.
 *
 * @param timeZone in which times are written; null: UTC
 */
export async function* readPreparedRecords(
  db: Db,
  filter: PreparedFilter,
  timeZone: string | null,
): AsyncGenerator<PreparedRecord> {
  let after = '0';
  for (;;) {
    const rows = await preparedFilter(db, filter)
      .leftJoin('templates', 'templates.id', 'plugAndPlayClients.templateId')
      .select([
        'plugAndPlayClients.id',
        'deviceId',
        'e164',
        'hardwareType',
        'secureMode',
        'templates.name as template',
        'values',
        'plugAndPlayClients.createdAt',
        'createdBy',
        'recognizedAt',
      ])
      .where('plugAndPlayClients.id', '>', after)
      .orderBy('plugAndPlayClients.id')
      .limit(PORTION)
      .execute();
    for (const { id, values, createdAt, recognizedAt, ...row } of rows) {
      after = id;
      yield {
        ...Object.fromEntries(
          values.flatMap((one) => (one.value === undefined ? [] : [[headingOf(one), one.value]])),
        ),
        ...row,
        state: recognizedAt === null ? 'waiting' : 'recognized',
        createdAt: isoIn(createdAt, timeZone),
        recognizedAt: recognizedAt && isoIn(recognizedAt, timeZone),
      };
    }
    if (rows.length < PORTION) return;
  }
}
