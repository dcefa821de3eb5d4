import type { ClientBase } from 'pg';
import { isOpenAt, type MaintenanceWindow, nextClosing } from '../../infra/clock/maintenance-window.ts';
import { inTransaction } from '../../infra/db/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import { type FileToBring, findFileReach, type OrderedFile } from '../deployments/index.ts';
import {
  announceJob,
  type JobDeps,
  type JobOrder,
  type StoredJob,
  storeJob,
  type TargetRemark,
  wording,
} from '../jobs/index.ts';
import { getDeploymentSettings } from '../settings/index.ts';
import { getTemplateFiles, toOrdered } from './files-of-template.ts';
import { payloadOf, updateFor } from './software-policy.ts';
import { findOutranked } from './software-rank.ts';
import {
  findSoftwareWishes,
  findTemplatesWithFiles,
  findUpdatesDone,
  type SoftwareWish,
  storeUpdates,
  type TemplateWithFiles,
  takeFilesDue,
  tryToKeep,
} from './template-files.queries.ts';

const INTERVAL_MS = 1_000;
/** A template that comes to many clients comes to all of them within this time of each other. */
const QUIET_MS = 1_500;
/** Files that have been due for so long wait no longer for others. */
const PATIENCE_MS = 30_000;
const MAX_DUE = 20_000;
/** Inside of the window clients are looked through this often. */
const LOOK_EVERY_MS = 60_000;
const CLIENTS_PER_LOOK = 5_000;
/** A window that is about to close is too short to begin with. */
const LEAST_SECONDS = 300;
const DAY_SECONDS = 86_400;

interface Ordered {
  readonly order: JobOrder;
  readonly stored: StoredJob;
}

/** Makes jobs of the files of templates that clients have just got. */
export async function orderFilesDue(deps: JobDeps): Promise<void> {
  const { pool, clock } = deps;
  const now = clock.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const ordered = await inTransaction(pool, async (tx) => {
    if (!(await tryToKeep(tx))) return [];
    const due = await takeFilesDue(tx, before(QUIET_MS), before(PATIENCE_MS), MAX_DUE);
    if (due.length === 0) return [];
    const templates = await findTemplatesWithFiles(
      tx,
      due.map(({ templateId }) => templateId),
    );
    const jobs: Ordered[] = [];
    for (const { templateId, withSoftware, clientIds } of due) {
      const template = templates.get(templateId);
      if (template === undefined) continue;
      const deployment = payloadOf(template, toOrdered(await getTemplateFiles(tx, templateId)), withSoftware);
      if (deployment === undefined) continue;
      const remarks = await findOutranked(tx, template, deployment.files, clientIds);
      jobs.push(
        await store(tx, deps, {
          ...byTemplate(template),
          clientIds,
          type: 'deploy-files',
          deployment,
          remarks,
        }),
      );
    }
    return jobs;
  });
  for (const { order, stored } of ordered) await announceJob(deps, order, stored);
}

/** Nobody has ordered it but the template. */
function byTemplate({ name }: TemplateWithFiles): Pick<JobOrder, 'initiator'> {
  return { initiator: { id: null, name } };
}

async function store(tx: ClientBase, deps: JobDeps, order: JobOrder): Promise<Ordered> {
  return { order, stored: await storeJob(tx, deps, order) };
}

/**
 * Orders the software that templates want on their clients, while the window is open: of each client what it has not been given
 * before with the software that it has now, so that software that does not bring what it promises is not given again and again.
 *
 * @param afterClientId clients up to this one have had their turn
 * @returns the last client that was looked at; undefined when there are no more
 */
export async function orderSoftwareByPolicy(
  deps: JobDeps,
  window: MaintenanceWindow,
  afterClientId: string,
): Promise<string | undefined> {
  const { pool, clock } = deps;
  const now = clock.now();
  if (!isOpenAt(window, now)) return undefined;
  const closesAt = nextClosing(window, now);
  const seconds =
    closesAt === undefined ? DAY_SECONDS : Math.floor((closesAt.getTime() - now.getTime()) / 1_000);
  if (seconds < LEAST_SECONDS) return undefined;
  const { ordered, last } = await inTransaction(pool, async (tx) => {
    if (!(await tryToKeep(tx))) return { ordered: [], last: undefined };
    const wishes = await findSoftwareWishes(tx, afterClientId, CLIENTS_PER_LOOK);
    const jobs: Ordered[] = [];
    const ofTemplates = Map.groupBy(wishes, ({ templateId }) => templateId ?? '0');
    const templates = await findTemplatesWithFiles(tx, [...ofTemplates.keys()]);
    for (const [templateId, ofTemplate] of ofTemplates) {
      const template = templates.get(templateId);
      if (template === undefined) continue;
      const job = await orderUpdates(tx, deps, template, ofTemplate, seconds);
      if (job !== undefined) jobs.push(job);
    }
    return { ordered: jobs, last: wishes.at(-1)?.clientId };
  });
  for (const { order, stored } of ordered) await announceJob(deps, order, stored);
  return last;
}

async function orderUpdates(
  tx: ClientBase,
  deps: JobDeps,
  template: TemplateWithFiles,
  wishes: readonly SoftwareWish[],
  timeoutSeconds: number,
): Promise<Ordered | undefined> {
  const files = toOrdered(await getTemplateFiles(tx, template.id));
  const reach = await findFileReach(tx, files);
  const wanted = wishes.flatMap((wish) => {
    const file = updateFor(template.softwareUpdate, files, wish);
    // What phones cannot fetch now would be given up for good.
    return file === undefined || reach(file, wish) !== undefined
      ? []
      : [{ ...wish, file, fileId: file.fileId }];
  });
  if (wanted.length === 0) return undefined;
  const done = await findUpdatesDone(tx, wanted);
  const due = wanted.filter(({ clientId, fileId }) => !done.has(`${clientId} ${fileId}`));
  const deployment = payloadOf(template, files.filter(isSoftware), true);
  if (due.length === 0 || deployment === undefined) return undefined;
  const clientIds = due.map(({ clientId }) => clientId);
  const job = await store(tx, deps, {
    ...byTemplate(template),
    clientIds,
    timeoutSeconds,
    type: 'deploy-files',
    deployment,
    remarks: preferencesOf(template, due),
  });
  await storeUpdates(tx, job.stored.jobId, due, deps.clock.now());
  return job;
}

/** Which templates had to stand back. */
function preferencesOf(
  { name }: TemplateWithFiles,
  due: readonly (SoftwareWish & { readonly file: FileToBring })[],
): Map<string, TargetRemark> {
  return new Map(
    due.flatMap(({ clientId, others, file }): [string, TargetRemark][] => {
      if (others.length === 0) return [];
      const version = file.softwareVersion ?? file.name;
      const params = { template: name, others: others.join(', '), version };
      return [[clientId, { events: [wording('target.software_preferred', params)] }]];
    }),
  );
}

function isSoftware({ type }: OrderedFile): boolean {
  return type === 'software';
}

/** Brings files and software of templates to clients until stopped. */
export function keepTemplateFiles(deps: JobDeps & { readonly log: Logger }): { stop(): Promise<void> } {
  const { pool, clock, log } = deps;
  let running: Promise<void> | undefined;
  let lookedAtMs = 0;
  let upTo: string | undefined;
  const round = async () => {
    await orderFilesDue(deps);
    const nowMs = clock.now().getTime();
    if (upTo === undefined && nowMs - lookedAtMs < LOOK_EVERY_MS) return;
    if (upTo === undefined) lookedAtMs = nowMs;
    const { softwareWindow } = await getDeploymentSettings(pool);
    upTo =
      softwareWindow === null ? undefined : await orderSoftwareByPolicy(deps, softwareWindow, upTo ?? '0');
  };
  const timer = setInterval(() => {
    running ??= round()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'files of templates could not be brought to clients'),
      )
      .finally(() => {
        running = undefined;
      });
  }, INTERVAL_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
