import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aTemplate } from '../../../test/support/builders.ts';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { inTransaction } from '../../infra/db/index.ts';
import {
  findFiles,
  type ProviderObject,
  recognizeByName,
  registerProviderFiles,
  removeVanishedFiles,
  storeRecognized,
} from './index.ts';

let database: ServerDatabase;
beforeAll(async () => {
  database = await openServerDatabase();
  await database.pool.query(
    `insert into storage_providers (id, type, name, url, schedule, created_at, updated_at)
     overriding system value
     values (7, 'https', 'Store', 'https://files.example.org/', '{"kind": "never"}', now(), now()),
       (8, 'https', 'Other', 'https://other.example.org/', '{"kind": "never"}', now(), now())`,
  );
});
afterAll(() => database.close());
beforeEach(() => database.pool.query('delete from files'));

const FIRST = new Date('2026-03-02T08:00:00Z');
const SECOND = new Date('2026-03-02T09:00:00Z');

function anObject(key: string, more: Partial<ProviderObject> = {}): ProviderObject {
  const recognized = recognizeByName(key);
  return {
    key,
    name: key.slice(key.lastIndexOf('/') + 1),
    size: 1_000,
    etag: 'a',
    recognized: { ...recognized, type: recognized.type ?? 'picture' },
    ...more,
  };
}

const register = (objects: readonly ProviderObject[], now: Date) =>
  inTransaction(database.pool, (tx) => registerProviderFiles(tx, '7', objects, now));

async function names(): Promise<string[]> {
  const { rows } = await database.pool.query('select name from files order by name');
  return rows.map(({ name }) => name);
}

describe('objects of a provider', () => {
  test('become files, and are told again only when they have changed', async () => {
    const first = await register([anObject('fw/OS40_SIP_V3_R5_12_0.img'), anObject('ring.mp3')], FIRST);
    expect(first.map(({ key, isNew }) => [key, isNew])).toEqual(
      expect.arrayContaining([
        ['fw/OS40_SIP_V3_R5_12_0.img', true],
        ['ring.mp3', true],
      ]),
    );
    const file = first.find(({ key }) => key.startsWith('fw/'))?.fileId ?? '';
    expect((await findFiles(database.pool, [file])).get(file)).toMatchObject({
      name: 'OS40_SIP_V3_R5_12_0.img',
      type: 'software',
      softwareType: 'SIP',
      softwareVersion: 'V3 R5.12.0',
      models: ['OpenStage 40'],
      size: 1_000,
      store: 'provider',
      providerId: '7',
      providerKey: 'fw/OS40_SIP_V3_R5_12_0.img',
      isMissing: false,
    });
    const second = await register(
      [anObject('fw/OS40_SIP_V3_R5_12_0.img'), anObject('ring.mp3', { etag: 'b' })],
      SECOND,
    );
    expect(second).toMatchObject([{ key: 'ring.mp3', isNew: false }]);
  });

  test('keep what somebody corrected until their content changes', async () => {
    const [file] = await register([anObject('tune.mp3')], FIRST);
    const fileId = file?.fileId ?? '';
    await inTransaction(database.pool, (tx) =>
      storeRecognized(tx, fileId, { ...recognizeByName('x'), type: 'music-on-hold' }),
    );
    await register([anObject('tune.mp3')], SECOND);
    expect((await findFiles(database.pool, [fileId])).get(fileId)?.type).toBe('music-on-hold');
    await register([anObject('tune.mp3', { size: 2_000 })], SECOND);
    expect((await findFiles(database.pool, [fileId])).get(fileId)).toMatchObject({
      type: 'ringtone',
      size: 2_000,
    });
  });

  test('vanish when a whole scan has not seen them, and those of other providers stay', async () => {
    await register([anObject('gone.mp3'), anObject('stays.mp3')], FIRST);
    await inTransaction(database.pool, (tx) =>
      registerProviderFiles(tx, '8', [anObject('other.mp3')], FIRST),
    );
    await register([anObject('stays.mp3')], SECOND);
    const result = await inTransaction(database.pool, (tx) => removeVanishedFiles(tx, '7', SECOND));
    expect(result).toEqual({ removed: 1, missing: 0 });
    expect(await names()).toEqual(['other.mp3', 'stays.mp3']);
  });

  test('that a template uses stay as missing, until they are there again', async () => {
    const [file] = await register([anObject('gone.mp3')], FIRST);
    const fileId = file?.fileId ?? '';
    const templateId = await aTemplate(database.pool, 'Uses it', FIRST);
    await database.pool.query('insert into template_files (template_id, file_id) values ($1, $2)', [
      templateId,
      fileId,
    ]);
    const result = await inTransaction(database.pool, (tx) => removeVanishedFiles(tx, '7', SECOND));
    expect(result).toEqual({ removed: 0, missing: 1 });
    expect((await findFiles(database.pool, [fileId])).get(fileId)?.isMissing).toBe(true);
    await register([anObject('gone.mp3')], SECOND);
    expect((await findFiles(database.pool, [fileId])).get(fileId)?.isMissing).toBe(false);
    await database.pool.query('update templates set removed_at = $1', [SECOND]);
    const third = new Date('2026-03-02T10:00:00Z');
    expect(await inTransaction(database.pool, (tx) => removeVanishedFiles(tx, '7', third))).toEqual({
      removed: 1,
      missing: 0,
    });
  });
});
