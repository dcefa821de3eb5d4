import type { ClientBase } from 'pg';
import type { PreparedValue } from '../../infra/db/index.ts';
import type { RecordFault, Sentence } from '../../infra/record-files/index.ts';
import type { ImportLine } from './import-lines.ts';
import type { Editor } from './plug-and-play.queries.ts';

/** Faults that one question answers at most; the others are only counted. */
const MAX_FAULTS = 500;

/** Makes room for the lines of a file, until the transaction ends. */
export async function openStaging(tx: ClientBase): Promise<void> {
  await tx.query(`
    create temporary table import_lines (
      line integer not null,
      device_id text,
      e164 text,
      hardware_type text,
      secure_mode text,
      template text,
      "values" jsonb not null,
      has_secrets boolean not null,
      existing_id bigint,
      client_id bigint,
      template_id bigint,
      replaces_client_id bigint
    ) on commit drop`);
  // The usual ways of this pool are for a few rows by key; here all lines are compared with all others.
  await tx.query('set local enable_seqscan = on');
  await tx.query('set local enable_hashjoin = on');
  await tx.query('set local enable_mergejoin = on');
}

export async function stageLines(tx: ClientBase, lines: readonly ImportLine[]): Promise<void> {
  await tx.query(
    `insert into import_lines (line, device_id, e164, hardware_type, secure_mode, template, "values", has_secrets,
       replaces_client_id)
     select line, device_id, e164, hardware_type, secure_mode, template, "values", has_secrets, replaces_client_id
     from jsonb_to_recordset($1::jsonb) as i (line integer, device_id text, e164 text, hardware_type text, secure_mode text,
       template text, "values" jsonb, has_secrets boolean, replaces_client_id bigint)`,
    [
      JSON.stringify(
        lines.map(({ deviceId, hardwareType, secureMode, values, replacesClientId, ...line }) => ({
          ...line,
          device_id: deviceId,
          hardware_type: hardwareType,
          secure_mode: secureMode,
          replaces_client_id: replacesClientId,
          values,
          has_secrets: values.some(({ sealed }) => sealed !== undefined),
        })),
      ),
    ],
  );
}

/** To be called once all lines are there: how they are compared depends on how many they are. */
export async function analyzeStaging(tx: ClientBase): Promise<void> {
  await tx.query('analyze import_lines');
}

/** What a line does whose device is a client already. */
export type KnownClients = 'refuse' | 'change';

/** Finds what of the lines is there already, and the templates that they name. */
export async function matchLines(tx: ClientBase, knownClients: KnownClients): Promise<void> {
  if (knownClients === 'change') {
    await tx.query(`
      update import_lines l set client_id = c.id from clients c where c.device_id = l.device_id`);
  }
  await tx.query(`
    update import_lines l set existing_id = p.id
    from plug_and_play_clients p where p.recognized_at is null and p.device_id = l.device_id
      and l.client_id is null`);
  await tx.query(`
    update import_lines l set existing_id = p.id
    from plug_and_play_clients p
    where p.recognized_at is null and p.e164 = l.e164 and l.existing_id is null
      and l.client_id is null
      and (l.device_id is null or p.device_id is null)`);
  await tx.query(`
    update import_lines l set template_id = t.id
    from templates t where t.removed_at is null and lower(t.name) = lower(l.template)`);
}

interface Question {
  readonly column: string;
  readonly rule: string;
  /** Rows with the line, the value and the name of the other one. */
  readonly sql: string;
  readonly text: (value: string, other: string) => Sentence;
}

const questions: readonly Question[] = [
  {
    column: 'deviceId',
    rule: 'file.duplicate',
    sql: `select line, device_id as value, first::text as other from (
            select line, device_id, min(line) over (partition by device_id) as first from import_lines where device_id is not null
          ) d where line <> first`,
    text: (value, other) => ({
      en: `${value} stands in line ${other} already: keep one of them.`,
      de: `${value} steht bereits in Zeile ${other}: Behalten Sie eine davon.`,
    }),
  },
  {
    column: 'e164',
    rule: 'file.duplicate',
    sql: `select line, e164 as value, first::text as other from (
            select line, e164, min(line) over (partition by e164) as first from import_lines where e164 is not null
          ) d where line <> first`,
    text: (value, other) => ({
      en: `${value} stands in line ${other} already: keep one of them.`,
      de: `${value} steht bereits in Zeile ${other}: Behalten Sie eine davon.`,
    }),
  },
  {
    column: 'deviceId',
    rule: 'plug_and_play.taken',
    sql: `select l.line, l.device_id as value, concat_ws(', ', nullif(c.e164, ''), nullif(c.model, '')) as other
          from import_lines l join clients c on c.device_id = l.device_id where l.client_id is null`,
    text: (value, other) => ({
      en: `${value} is a client already${named(other)}: nothing can be prepared for it any more.`,
      de: `${value} ist bereits ein Telefon${named(other)}: Dafür kann nichts mehr vorbereitet werden.`,
    }),
  },
  {
    column: 'e164',
    rule: 'plug_and_play.taken',
    sql: `select l.line, l.e164 as value, min(concat_ws(', ', c.device_id, nullif(c.model, ''))) as other
          from import_lines l join clients c on c.e164 = l.e164
          where c.id is distinct from l.client_id and c.id is distinct from l.replaces_client_id and not exists (
            select from plug_and_play_clients p where p.id = l.existing_id and p.replaces_client_id = c.id
          ) and not exists (select from import_lines o where o.client_id = c.id and o.e164 <> c.e164)
          group by l.line, l.e164`,
    text: (value, other) => ({
      en: `${value} is the number of a client already${named(other)}: choose another one.`,
      de: `${value} ist bereits die Rufnummer eines Telefons${named(other)}: Wählen Sie eine andere.`,
    }),
  },
  {
    column: 'e164',
    rule: 'plug_and_play.taken',
    sql: `select l.line, l.e164 as value, concat_ws(', ', p.device_id, nullif(p.hardware_type, '')) as other
          from import_lines l
          join plug_and_play_clients p on p.e164 = l.e164 and p.recognized_at is null and p.id is distinct from l.existing_id
          where not exists (select from import_lines o where o.existing_id = p.id and o.e164 is distinct from p.e164)`,
    text: (value, other) => ({
      en: `${value} is the number of another Plug&Play client already${named(other)}: choose another one.`,
      de: `${value} ist bereits die Rufnummer eines anderen Plug&Play-Telefons${named(other)}: Wählen Sie eine andere.`,
    }),
  },
  {
    column: 'deviceId',
    rule: 'plug_and_play.taken',
    sql: `select l.line, l.device_id as value, concat_ws(', ', p.e164, nullif(p.hardware_type, '')) as other
          from import_lines l
          join plug_and_play_clients p on p.device_id = l.device_id and p.recognized_at is null
          where p.id is distinct from l.existing_id and l.client_id is null`,
    text: (value, other) => ({
      en: `${value} is the device ID of another Plug&Play client already${named(other)}: choose another one.`,
      de: `${value} ist bereits die Geräte-ID eines anderen Plug&Play-Telefons${named(other)}: Wählen Sie eine andere.`,
    }),
  },
  {
    column: 'template',
    rule: 'template.known_client',
    sql: `select line, template as value, '' as other from import_lines where client_id is not null and template <> ''`,
    text: (value) => ({
      en: `The device is a client already: choose “${value}” for it in the list of clients.`,
      de: `Das Gerät ist bereits ein Endgerät: Wählen Sie „${value}“ dafür in der Liste der Endgeräte.`,
    }),
  },
  {
    column: 'template',
    rule: 'template.unknown',
    sql: `select line, template as value, '' as other from import_lines where template <> '' and template_id is null`,
    text: (value) => ({
      en: `There is no template “${value}”.`,
      de: `Es gibt keine Vorlage „${value}“.`,
    }),
  },
];

function named(other: string): string {
  return other === '' ? '' : ` (${other})`;
}

/** What is wrong with lines beside others, and how many faults there are in all. */
export async function findCollisions(
  tx: ClientBase,
): Promise<{ readonly faults: RecordFault[]; readonly count: number }> {
  const faults: RecordFault[] = [];
  let count = 0;
  for (const { column, rule, sql, text } of questions) {
    const { rows } = await tx.query<{ line: number; value: string; other: string; total: number }>(
      `select q.*, count(*) over ()::int as total from (${sql}) q order by line limit ${MAX_FAULTS}`,
    );
    count += rows[0]?.total ?? 0;
    for (const { line, value, other } of rows) {
      faults.push({ line, column, value, rule, text: text(value, other) });
    }
  }
  return { faults, count };
}

export interface FilePresence {
  /** Columns that the file has. */
  readonly columns: ReadonlySet<string>;
  /** Columns of items: name, and index or -1. */
  readonly items: readonly { readonly name: string; readonly idx: number }[];
}

/** What a line makes of the entry that is there already, and whether that is anything else. */
const merged = (has: (column: string) => boolean) => `
  select m.*, m.has_secrets or (m.device_id, m.e164, m.hardware_type, m.secure_mode, m.template_id, m."values")
    is distinct from (p.device_id, p.e164, p.hardware_type, p.secure_mode, p.template_id, p."values") as changed
  from (
    select l.line, p.id, p.version, l.has_secrets,
      ${has('deviceId') ? 'coalesce(l.device_id, p.device_id)' : 'p.device_id'} as device_id,
      ${has('e164') ? 'l.e164' : 'p.e164'} as e164,
      ${has('hardwareType') ? `coalesce(l.hardware_type, '')` : 'p.hardware_type'} as hardware_type,
      ${has('secureMode') ? `coalesce(l.secure_mode, 'disabled')` : 'p.secure_mode'} as secure_mode,
      ${has('template') ? 'l.template_id' : 'p.template_id'} as template_id,
      coalesce((
        select jsonb_agg(v.entry order by v.place) from jsonb_array_elements(p."values") with ordinality as v (entry, place)
        where not exists (
          select from unnest($1::text[], $2::int[]) as i (name, idx)
          where i.name = v.entry ->> 'name' and i.idx = coalesce((v.entry ->> 'index')::int, -1)
        )
      ), '[]') || l."values" as "values"
    from import_lines l join plug_and_play_clients p on p.id = l.existing_id
  ) m join plug_and_play_clients p on p.id = m.id`;

/** Lines that want something else of a client than its own edits and its number. An empty cell wants nothing. */
const changedClients = `
  select l.client_id, l.device_id, l."values", case when l.e164 <> c.e164 then l.e164 end as e164
  from import_lines l join clients c on c.id = l.client_id
  where l.e164 <> c.e164 or l.has_secrets or exists (
    select from jsonb_array_elements(l."values") as v (entry)
    where not exists (
      select from desired_values d
      where d.client_id = l.client_id and d.item = v.entry ->> 'name' and d.idx = coalesce((v.entry ->> 'index')::int, -1)
        and d.origin = 'edit' and d.source_id = 0 and d.value = v.entry ->> 'value'
    )
  )`;

/** A client and what a line wants of it. */
export interface ClientLine {
  readonly clientId: string;
  readonly deviceId: string;
  /** Null: it stays. */
  readonly e164: string | null;
  readonly values: readonly PreparedValue[];
}

/** Keeps the lines of clients that change: what they change is what they are compared with. */
export async function keepChangedClients(tx: ClientBase): Promise<void> {
  await tx.query(`create temporary table import_clients on commit drop as ${changedClients}`);
  await tx.query('create index on import_clients (device_id collate "C")');
}

/** The next of them in the order in which everybody takes clients. */
export async function nextChangedClients(
  tx: ClientBase,
  after: string,
  limit: number,
): Promise<ClientLine[]> {
  const { rows } = await tx.query<ClientLine>(
    `select client_id as "clientId", device_id as "deviceId", e164, "values" from import_clients
     where device_id collate "C" > $1 order by device_id collate "C" limit $2`,
    [after, limit],
  );
  return rows;
}

/** How many entries would be new, changed and unchanged. */
export async function countEffects(
  tx: ClientBase,
  { columns, items }: FilePresence,
): Promise<{ created: number; updated: number; unchanged: number }> {
  const { rows } = await tx.query<{ created: number; updated: number; unchanged: number }>(
    `with m as (${merged((column) => columns.has(column))})
     select (select count(*)::int from import_lines where existing_id is null and client_id is null) as created,
       (select count(*)::int from m where m.changed) + (select count(*)::int from (${changedClients}) k) as updated,
       (select count(*)::int from m where not m.changed)
         + (select count(*)::int from import_lines where client_id is not null)
         - (select count(*)::int from (${changedClients}) k) as unchanged`,
    [items.map(({ name }) => name), items.map(({ idx }) => idx)],
  );
  return rows[0] ?? { created: 0, updated: 0, unchanged: 0 };
}

/** Writes what the lines say. */
export async function applyLines(
  tx: ClientBase,
  { columns, items }: FilePresence,
  editor: Editor,
  now: Date,
): Promise<void> {
  // The numbers of entries that change go first, so that two of them can change places.
  const values = [items.map(({ name }) => name), items.map(({ idx }) => idx)];
  await tx.query(
    `create temporary table import_changes on commit drop as
     select * from (${merged((column) => columns.has(column))}) m where m.changed`,
    values,
  );
  await tx.query(
    `update plug_and_play_clients p set e164 = null, device_id = coalesce(p.device_id, 'import ' || p.id)
     from import_changes m where p.id = m.id and m.e164 is distinct from p.e164`,
  );
  await tx.query(
    `update plug_and_play_clients p set device_id = m.device_id, e164 = m.e164, hardware_type = m.hardware_type,
       secure_mode = m.secure_mode, template_id = m.template_id, "values" = m."values", version = m.version + 1,
       updated_at = $1, updated_by = $2, account_id = $3
     from import_changes m where p.id = m.id`,
    [now, editor.username, editor.accountId],
  );
  await tx.query(
    `insert into plug_and_play_clients (device_id, e164, hardware_type, secure_mode, template_id, "values", created_at,
       created_by, updated_at, updated_by, account_id, replaces_client_id)
     select device_id, e164, coalesce(hardware_type, ''), coalesce(secure_mode, 'disabled'), template_id, "values", $1, $2, $1,
       $2, $3, replaces_client_id
     from import_lines where existing_id is null and client_id is null order by line`,
    [now, editor.username, editor.accountId],
  );
}
