import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { aClient } from '../../../test/support/builders.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import type { MaintenanceWindow } from '../../infra/clock/maintenance-window.ts';
import type { SoftwareUpdate } from '../../infra/db/index.ts';
import { orderFilesDue, orderSoftwareByPolicy } from './index.ts';

let server: TestAdminApi;
let clock: TestClock;
beforeAll(async () => {
  clock = aClock();
  server = await startAdminApi({ clock });
});
afterAll(() => server.close());
beforeEach(() => server.database.pool.query('truncate jobs, clients, templates cascade'));

const ALWAYS_OPEN: MaintenanceWindow = {
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  from: '00:00',
  to: '00:00',
  timeZone: 'Europe/Berlin',
};
const OLD = 'V1 R10.2.2';
const NEW = 'V1 R11.0.0';

const query = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await server.database.pool.query<Row>(text, [...values])).rows;

const idOf = async (text: string, values: readonly unknown[]): Promise<string> =>
  (await query<{ id: string }>(text, values))[0]?.id ?? '';

async function aFile(type: string, name: string, version: string | null = null): Promise<string> {
  const contentId = await idOf('insert into file_contents (created_at) values ($1) returning id', [
    clock.now(),
  ]);
  return idOf(
    `insert into files (name, type, size, software_type, software_version, store, content_id, created_at)
     values ($1, $2, 10, $3, $4, 'database', $5, $6) returning id`,
    [name, type, version === null ? null : 'SIP', version, contentId, clock.now()],
  );
}

let names = 0;
async function aTemplate(softwareUpdate: SoftwareUpdate, fileIds: readonly string[]): Promise<string> {
  names += 1;
  const id = await idOf(
    `insert into templates (name, description, type, ranking, models, software_types, software_update, created_at, updated_at)
     values ($1, '', 'default', 1, '{}', '{}', $2, $3, $3) returning id`,
    [`Template ${names}`, softwareUpdate, clock.now()],
  );
  for (const fileId of fileIds) {
    await query('insert into template_files (template_id, file_id) values ($1, $2)', [id, fileId]);
  }
  return id;
}

const aPhone = (version = OLD) =>
  aClient(server.database.pool, { at: clock.now(), said: { 'software-version': version } });

async function give(clientId: string, templateId: string, origin = 'template', ranking = 1): Promise<void> {
  await query(
    `insert into template_assignments (client_id, origin, template_id, ranking, assigned_at) values ($1, $2, $3, $4, $5)`,
    [clientId, origin, templateId, ranking, clock.now()],
  );
}

interface OrderedJob {
  readonly id: string;
  readonly clients: string[];
  readonly files: string[];
  readonly timeout_seconds: number;
}
/** Jobs with files, oldest first. */
const jobs = () =>
  query<OrderedJob>(`
    select j.id, j.timeout_seconds,
      array(select t.client_id::text from job_targets t where t.job_id = j.id order by t.client_id) as clients,
      array(select f ->> 'name' from jsonb_array_elements(j.payload -> 'files') f) as files
    from jobs j where j.type = 'deploy-files' order by j.id`);

const look = (window = ALWAYS_OPEN) => orderSoftwareByPolicy(server.context, window, '0');

describe('software by policy', () => {
  test.each<[SoftwareUpdate, string, boolean]>([
    ['only-newer', OLD, true],
    ['only-newer', 'V1 R12.0.0', false],
    ['always', 'V1 R12.0.0', true],
    ['always', NEW, false],
    ['ignored', OLD, false],
    ['disabled', OLD, false],
  ])('%s, for a phone with %s: %s', async (policy, version, expected) => {
    const clientId = await aPhone(version);
    await give(clientId, await aTemplate(policy, [await aFile('software', 'cp.img', NEW)]));
    await look();
    expect((await jobs()).map(({ clients }) => clients)).toEqual(expected ? [[clientId]] : []);
  });

  test('is ordered once while it is open, and not again when it did not come', async () => {
    const clientId = await aPhone();
    await give(clientId, await aTemplate('only-newer', [await aFile('software', 'cp.img', NEW)]));
    await look();
    await look();
    expect(await jobs()).toHaveLength(1);
    // It failed to install: the phone has what it had.
    await query(`update job_targets set state = 'failed', open = false, finished_at = now()`);
    await look();
    expect(await jobs()).toHaveLength(1);
  });

  test('is ordered again for a phone that has other software since', async () => {
    const clientId = await aPhone();
    await give(clientId, await aTemplate('always', [await aFile('software', 'cp.img', NEW)]));
    await look();
    await query(`update job_targets set state = 'success', open = false, finished_at = now()`);
    await query(`update clients set software_version = 'V1 R9.0.0' where id = $1`, [clientId]);
    await look();
    expect(await jobs()).toHaveLength(2);
  });

  test('comes from the template that goes first, and brings no other files', async () => {
    const clientId = await aPhone();
    const logo = await aFile('logo', 'logo.png');
    const first = await aTemplate('only-newer', [await aFile('software', 'first.img', NEW), logo]);
    const second = await aTemplate('only-newer', [await aFile('software', 'second.img', 'V1 R12.0.0')]);
    await give(clientId, second, 'template', 1);
    await give(clientId, first, 'group', 500);
    await look();
    expect((await jobs()).map(({ files }) => files)).toEqual([['first.img']]);
  });

  test('of an onboarding template is for phones that register, not for the window', async () => {
    const clientId = await aPhone();
    const templateId = await aTemplate('always', [await aFile('software', 'cp.img', NEW)]);
    await give(clientId, templateId, 'onboarding');
    await look();
    expect(await jobs()).toEqual([]);
  });

  test('is left alone outside of the window, and ends with it', async () => {
    const clientId = await aPhone();
    await give(clientId, await aTemplate('always', [await aFile('software', 'cp.img', NEW)]));
    const hour = (hours: number) =>
      new Date(clock.now().getTime() + hours * 3_600_000).toISOString().slice(11, 16);
    await look({ ...ALWAYS_OPEN, from: hour(1), to: hour(2), timeZone: 'UTC' });
    expect(await jobs()).toEqual([]);
    await look({ ...ALWAYS_OPEN, from: hour(-1), to: hour(1), timeZone: 'UTC' });
    const [job] = await jobs();
    expect(job?.timeout_seconds).toBeLessThanOrEqual(3_600);
    expect(job?.timeout_seconds).toBeGreaterThan(3_500);
  });
});

describe('files of a template that has come to clients', () => {
  const due = (clientId: string, templateId: string, withSoftware: boolean) =>
    query('insert into template_files_due values ($1, $2, $3, $4)', [
      clientId,
      templateId,
      withSoftware,
      clock.now(),
    ]);

  test('go out as one job, as soon as it comes to nobody else', async () => {
    const files = [await aFile('logo', 'logo.png'), await aFile('software', 'cp.img', NEW)];
    const templateId = await aTemplate('only-newer', files);
    const clientIds = [await aPhone(), await aPhone()];
    for (const clientId of clientIds) await due(clientId, templateId, true);
    await orderFilesDue(server.context);
    expect(await jobs()).toEqual([]);
    clock.advance({ seconds: 2 });
    await orderFilesDue(server.context);
    await orderFilesDue(server.context);
    expect(await jobs()).toMatchObject([{ clients: clientIds, files: ['logo.png', 'cp.img'] }]);
  });

  test('leave software to the window where it came by a group', async () => {
    const files = [await aFile('logo', 'logo.png'), await aFile('software', 'cp.img', NEW)];
    const clientId = await aPhone();
    await due(clientId, await aTemplate('always', files), false);
    clock.advance({ seconds: 2 });
    await orderFilesDue(server.context);
    expect((await jobs()).map((job) => job.files)).toEqual([['logo.png']]);
  });
});
