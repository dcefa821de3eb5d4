// `npm run pictures` makes the pictures of README.md anew: a whole server with fifty virtual phones, and a browser that
// does what the README tells. Look at them before you commit them.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFleet, type Fleet } from '@deskfleet/simulator';
import type { Page } from 'playwright-core';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { Job } from '../../src/features/jobs/job.schema.ts';
import type { RolloutDetail } from '../../src/features/rollouts/rollouts.schema.ts';
import { ApiClient, eventually, PASSWORD } from '../support/api-client.ts';
import { openBrowser, signIn } from '../support/browser.ts';
import { claimLoopbackRange } from '../support/loopback-range.ts';
import { startServerProcess } from '../support/server-process.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const PICTURES = fileURLToPath(new URL('../../../../docs/pictures/', import.meta.url));

const PHONES = 50;
const CALL_MS = 45_000;
const IN_A_CALL = 3;
const REFUSES = 5;
/** An OpenStage 60, whose keys can be drawn. */
const DRAWN = 10;
/** Waits of a page that has all it shows until it has stopped moving. */
const SETTLED_MS = 500;

const numberOf = (place: number) => `4989700${String(place).padStart(5, '0')}`;

const undo: (() => unknown)[] = [];
try {
  await makePictures();
} finally {
  for (const step of undo.reverse()) await step();
}

async function makePictures(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'deskfleet-pictures-'));
  // PostgreSQL, which never runs as root, has to get through.
  await chmod(folder, 0o711);
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const ports = ['ADMIN', 'PHONE', 'SECURE_PHONE', 'DCMP', 'METRICS'];
  const server = startServerProcess(MAIN, [], {
    env: {
      ...Object.fromEntries(ports.map((port) => [`DESKFLEET_${port}_PORT`, '0'])),
      DESKFLEET_HOST: '127.0.0.1',
      DESKFLEET_DATA: join(folder, 'data'),
      DESKFLEET_ADMIN_PASSWORD: PASSWORD,
      DESKFLEET_LOG: 'warn',
    },
  });
  undo.push(async () => {
    server.signal('SIGTERM');
    await server.ended;
  });
  const ready = await server.next('ready');
  const admin = new URL(String(ready['admin']));
  const api = new ApiClient(Number(admin.port));
  undo.push(() => api.close());
  await api.signIn();
  const fleet = await startFleet(Number(new URL(String(ready['phones'])).port));
  const { items } = await api.get<{ items: Client[] }>('/clients?sort=e164&pageSize=100');
  const idOf = (place: number) => items.find(({ e164 }) => e164 === numberOf(place))?.id ?? '';

  const browser = await openBrowser();
  undo.push(() => browser.close());
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    baseURL: `https://127.0.0.1:${admin.port}`,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto('/');
  await signIn(page);

  await configureTen(page, api);
  await differ(api, fleet, idOf(DRAWN));
  await page.goto('/clients?pageSize=10');
  await page.getByText(`of ${PHONES}`).waitFor();
  await take(page, 'clients');
  await page.goto(`/clients/${idOf(DRAWN)}/configuration`);
  await page.getByRole('button', { name: 'SIP Settings' }).click();
  await page.getByText('Differs from the phone').first().waitFor();
  await take(page, 'configuration');
  await page.goto(`/clients/${idOf(DRAWN)}/function-keys`);
  await page.locator('svg [data-key="2"]').click();
  await page.getByRole('textbox', { name: 'Label' }).waitFor();
  await take(page, 'function-keys');
  await rollOut(page, api, items);
}

async function startFleet(port: number): Promise<Fleet> {
  const addresses = await claimLoopbackRange();
  const fleet = createFleet({
    count: PHONES,
    server: `https://127.0.0.1:${port}`,
    baseAddress: addresses.next(),
    contactGapSeconds: 5,
    behavior: { bootMs: 100 },
  });
  undo.push(() => fleet.powerOff());
  fleet.getPhone(IN_A_CALL).startCallAtNextWrite(CALL_MS);
  fleet.getPhone(REFUSES).refuse('registrar-addr', 'read only');
  for (const phone of fleet.phones) {
    if (phone.model.name.startsWith('openstage')) phone.refuse('sntp-addr', 'not supported');
  }
  await fleet.powerOn();
  await fleet.waitForAll('idle', { timeoutMs: 60_000 });
  return fleet;
}

/** The third of the first steps: ten phones get a new registrar. */
async function configureTen(page: Page, api: ApiClient): Promise<void> {
  await page.goto('/clients?pageSize=10');
  await page.getByRole('checkbox', { name: 'Select this page' }).check();
  await page.getByRole('button', { name: 'Configure' }).click();
  await page.getByPlaceholder('Search parameters').fill('registrar');
  const field = page.getByRole('group', { name: 'Registrar address' }).getByRole('textbox').first();
  await field.fill('192.0.2.20');
  await page.getByRole('button', { name: 'Submit 1 change' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
  await page.getByText('9 of 10 done').waitFor();
  await page.getByRole('group', { name: 'Registrar address' }).getByText('1 refused').waitFor();
  await take(page, 'progress');
  const [job] = (await api.get<{ items: Job[] }>('/jobs')).items;
  await ended(api, job?.id ?? '');
  await page.goto(`/jobs/${job?.id}`);
  await page.getByText('9 of 10', { exact: false }).first().waitFor();
  await take(page, 'job');
}

async function ended(api: ApiClient, jobId: string): Promise<void> {
  await eventually(
    'the end of the job',
    async () => ((await api.get<Job>(`/jobs/${jobId}`)).finishedAt === null ? undefined : true),
    120_000,
  );
}

/** Somebody has changed the name at the phone that was ordered here, and set keys there. */
async function differ(api: ApiClient, fleet: Fleet, clientId: string): Promise<void> {
  const { id } = await api.post<Job>('/jobs', {
    type: 'configure',
    clients: { ids: [clientId] },
    values: [{ item: 'sip-name', value: 'Ward 3' }],
  });
  await ended(api, id);
  const phone = fleet.getPhone(DRAWN);
  const key = (index: number, values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([name, value]) => ({ name, index, value }));
  phone.changeLocally([
    { name: 'sip-name', value: 'Ward 4' },
    ...key(2, { 'function-key-def': '1', 'key-label-unicode': 'Ward 3', 'select-dial': '4711' }),
    ...key(3, { 'function-key-def': '1', 'key-label-unicode': 'Reception', 'select-dial': '4700' }),
    ...key(5, { 'function-key-def': '18', 'key-label-unicode': 'Level 2' }),
    ...key(6, {
      'function-key-def': '25',
      'key-label-unicode': 'Do not disturb',
      'locked-function-keys': 'true',
    }),
  ]);
  await eventually('the local changes', async () => {
    const { driftCount } = await api.get<Client>(`/clients/${clientId}`);
    return driftCount === 1 ? true : undefined;
  });
}

/** OpenStage phones refuse what all are to get: with the second failure the rollout stops itself. */
async function rollOut(page: Page, api: ApiClient, clients: readonly Client[]): Promise<void> {
  const { id } = await api.post<RolloutDetail>('/rollouts', {
    name: 'New time server',
    order: { type: 'configure', values: [{ item: 'sntp-addr', value: 'ntp.example.org' }] },
    clients: { ids: clients.map((client) => client.id) },
    waves: { canary: { count: 10 }, steps: [50, 100] },
    rules: {
      gate: { successPercent: 90, pauseMinutes: 0 },
      stop: { failures: 2, failurePercent: null, notBackMinutes: null },
      window: null,
    },
    startAt: new Date().toISOString(),
  });
  await page.goto(`/rollouts/${id}`);
  await page.getByText('Stopped itself').first().waitFor({ timeout: 60_000 });
  await take(page, 'rollout');
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(SETTLED_MS);
  await page.screenshot({ path: `${PICTURES}${name}.png` });
  process.stdout.write(`docs/pictures/${name}.png\n`);
}
