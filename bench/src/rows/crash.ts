import { setTimeout as sleep } from 'node:timers/promises';
import { decodeDocument } from '@deskfleet/server/src/features/values/index.ts';
import { FEW_CLIENTS } from '../environment.ts';
import { PhoneConnection, phoneTls } from '../load/connection.ts';
import { INVENTORY_COUNTER, INVENTORY_ITEMS, inventoryPieces } from '../load/messages.ts';
import { knownPhone, type LoadPhone } from '../load/phones.ts';
import { counterText, errorWord, fullInventory, greeting, ScriptRunner } from '../load/script.ts';
import { spreadOf } from '../measure/statistics.ts';
import type { Row } from '../row.ts';
import type { Installation } from '../servers/installation.ts';
import { CONNECTIONS } from './contenders.ts';

/** Time under load before the kill: never the same, so that it strikes at other places. */
const LEAST_SECONDS = 1;
const MORE_SECONDS = 1.5;

/** What was sent with one counter, and what of it was acknowledged. */
interface Told {
  sent: number;
  acknowledged: number;
}

interface PhoneRecord {
  readonly phone: LoadPhone;
  readonly startUp: Told;
  readonly inventory: Told;
  /** When the last acknowledged start-up was sent. */
  calledAt: Date;
}

interface Tally {
  acknowledged: number;
  checked: number;
  readonly lost: Map<string, number>;
}

export const crashRow: Row = {
  name: 'crash',
  title: 'kill -9 of server and database in mid-write, again and again',
  measure: async (environment, options) => {
    const installation = await environment.installation(FEW_CLIENTS);
    const tally: Tally = { acknowledged: 0, checked: 0, lost: new Map() };
    const restartsMs: number[] = [];
    for (let round = 0; round < options.kills; round += 1) {
      const records = new Map<string, PhoneRecord>();
      const seconds = LEAST_SECONDS + (MORE_SECONDS * (round % 5)) / 5 + Math.random() * 0.2;
      tally.acknowledged += await loadUntilKilled(installation, round, seconds, records);
      restartsMs.push(await installation.start());
      await check(installation, records, tally);
    }
    const lost = [...tally.lost.values()].reduce((sum, count) => sum + count, 0);
    return {
      series: [],
      errors: Object.fromEntries(tally.lost),
      figures: {
        'acknowledged messages': tally.acknowledged,
        'contents compared with the database': tally.checked,
        'start after the kill, median ms': Math.round(spreadOf(restartsMs).median),
      },
      verdicts: [
        { what: 'acknowledged messages lost', mark: '= 0', measured: String(lost), met: lost === 0 },
      ],
    };
  },
};

/** Half of the phones say something new of themselves, the other half tell a new inventory as well. */
async function loadUntilKilled(
  installation: Installation,
  round: number,
  seconds: number,
  records: Map<string, PhoneRecord>,
): Promise<number> {
  const tls = phoneTls('rsa');
  const port = installation.phonePort;
  let killed = false;
  let acknowledged = 0;
  let counter = (round + 1) * 1_000_000;
  const call = async (number: number): Promise<void> => {
    const connection = await PhoneConnection.open(port, tls);
    let record: PhoneRecord | undefined;
    let lastStep = 0;
    const onAnswer = (step: number) => {
      acknowledged += 1;
      if (record === undefined) return;
      if (step === 0) {
        record.startUp.acknowledged = record.startUp.sent;
        record.calledAt = sentAt;
      } else if (step === lastStep) record.inventory.acknowledged = record.inventory.sent;
    };
    let sentAt = new Date(0);
    const runners = [greeting, fullInventory].map((script) => ({
      lastStep: script.steps.length - 1,
      run: new ScriptRunner(script, { onAnswer }),
    }));
    for (let turn = 0; !killed; turn += 1) {
      const place = (turn * CONNECTIONS + number) % FEW_CLIENTS;
      const phone = knownPhone(place);
      const runner = runners[place % 2];
      if (runner === undefined) return;
      counter += 1;
      record = recordOf(records, phone);
      record.startUp.sent = counter;
      if (runner.lastStep > 0) record.inventory.sent = counter;
      lastStep = runner.lastStep;
      sentAt = new Date();
      try {
        await runner.run.run(connection, phone, { startUp: counter, inventory: counter }, performance.now());
      } catch (error) {
        errorWord(error);
        if (!killed) throw error;
        return;
      }
    }
    connection.close();
  };
  const calls = Array.from({ length: CONNECTIONS }, (_, number) => call(number));
  const done = Promise.all(calls);
  await Promise.race([sleep(seconds * 1_000), done]);
  killed = true;
  await installation.kill();
  await done;
  return acknowledged;
}

function recordOf(records: Map<string, PhoneRecord>, phone: LoadPhone): PhoneRecord {
  const known = records.get(phone.mac);
  if (known !== undefined) return known;
  const record: PhoneRecord = {
    phone,
    startUp: { sent: 0, acknowledged: 0 },
    inventory: { sent: 0, acknowledged: 0 },
    calledAt: new Date(0),
  };
  records.set(phone.mac, record);
  return record;
}

interface StoredRow {
  readonly device_id: string;
  readonly part_number: string;
  readonly last_contact_at: Date;
  readonly document: Buffer;
}

/** Compares the last thing that was acknowledged to each phone with what the database has of it. */
async function check(
  installation: Installation,
  records: ReadonlyMap<string, PhoneRecord>,
  tally: Tally,
): Promise<void> {
  const pool = await installation.pool();
  const { rows } = await pool.query<StoredRow>(
    `select c.device_id, c.part_number, k.last_contact_at, r.document
     from clients c join client_contacts k on k.client_id = c.id join reported_values r on r.client_id = c.id where c.device_id = any($1::text[])`,
    [[...records.keys()]],
  );
  const stored = new Map(rows.map((row) => [row.device_id, row]));
  const lose = (what: string) => tally.lost.set(what, (tally.lost.get(what) ?? 0) + 1);
  const expected = expectedInventory();
  for (const { phone, startUp, inventory, calledAt } of records.values()) {
    const row = stored.get(phone.mac);
    if (startUp.acknowledged > 0) {
      tally.checked += 1;
      if (row === undefined || !isKept(row.part_number, startUp)) lose('a start-up is lost');
      else if (row.last_contact_at < calledAt) lose('the time of a start-up is lost');
    }
    if (inventory.acknowledged > 0) {
      tally.checked += 1;
      if (row === undefined || !hasInventory(row.document, inventory, expected)) lose('an inventory is lost');
    }
  }
}

/** What was acknowledged last, or what was under way when the server was killed. */
function isKept(text: string, { sent, acknowledged }: Told): boolean {
  return text === counterText(acknowledged) || text === counterText(sent);
}

function hasInventory(document: Buffer, told: Told, expected: ReadonlyMap<string, string>): boolean {
  const values = [...decodeDocument(document).values()];
  if (values.length !== INVENTORY_ITEMS) return false;
  return values.every(({ name, index, value }) =>
    name === INVENTORY_COUNTER
      ? isKept(value ?? '', told)
      : value === null || expected.get(`${name} ${index ?? ''}`) === value,
  );
}

function expectedInventory(): Map<string, string> {
  return new Map(
    inventoryPieces()
      .flatMap((piece) => piece.items)
      .map(({ name, index, value }) => [`${name} ${index ?? ''}`, value]),
  );
}
