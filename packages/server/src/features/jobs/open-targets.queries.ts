import type { ClientBase, Pool } from 'pg';
import type { JobType } from '../../infra/db/index.ts';
import type { DeploymentPayload, DeploymentProgress } from '../deployments/index.ts';
import type {
  ConfigurePayload,
  ConfigureProgress,
  MobilityPayload,
  OrderedUser,
  RestartProgress,
} from './job-payload.ts';

/** An open target as the dialogue needs it. */
export type OpenTarget = {
  readonly targetId: string;
  readonly clientId: string;
  readonly updatedAt: Date;
} & (
  | { readonly type: 'configure'; readonly payload: ConfigurePayload; readonly progress: ConfigureProgress }
  | { readonly type: 'refresh-data' }
  | { readonly type: 'restart' | 'factory-reset'; readonly progress: RestartProgress }
  | {
      readonly type: 'deploy-files';
      readonly payload: DeploymentPayload;
      readonly progress: DeploymentProgress;
    }
  | { readonly type: 'logon' | 'logoff'; readonly user: OrderedUser }
);

interface OpenTargetRow {
  readonly id: string;
  readonly client_id: string;
  readonly updated_at: Date;
  readonly job_id: string;
  readonly type: JobType;
  /** Null for all targets of a job but the first: of a job for many phones it would come again and again. */
  readonly payload: object | null;
  readonly progress: Partial<ConfigureProgress> & RestartProgress & Partial<DeploymentProgress>;
}

/**
 * Everything that is open for these clients, oldest order first; what was canceled is open no more, and of what is held back only
 * what the phone has got already.
 */
export async function findOpenTargets(pool: Pool, clientIds: readonly string[]): Promise<OpenTarget[]> {
  const { rows } = await pool.query<OpenTargetRow>({
    name: 'open-targets',
    text: `
      select t.id, t.client_id, t.updated_at, t.job_id, j.type, t.progress,
        case when row_number() over (partition by t.job_id order by t.id) = 1 then j.payload end as payload
      from job_targets t join jobs j on j.id = t.job_id
      where t.client_id = any($1::bigint[]) and t.open and j.canceled_at is null
        and (j.held_at is null or t.state = 'in-dialogue')
      order by t.id`,
    values: [clientIds],
  });
  const payloads = new Map(rows.flatMap((row) => (row.payload === null ? [] : [[row.job_id, row.payload]])));
  return rows.map((row): OpenTarget => {
    const target = { targetId: row.id, clientId: row.client_id, updatedAt: row.updated_at };
    switch (row.type) {
      case 'configure':
        return {
          ...target,
          type: row.type,
          payload: payloads.get(row.job_id) as ConfigurePayload,
          progress: {
            stored: row.progress.stored ?? [],
            refused: row.progress.refused ?? {},
            ...(row.progress.keys === undefined ? {} : { keys: row.progress.keys }),
          },
        };
      case 'refresh-data':
        return { ...target, type: row.type };
      case 'deploy-files': {
        const { files = {}, toldAt } = row.progress;
        return {
          ...target,
          type: row.type,
          payload: payloads.get(row.job_id) as DeploymentPayload,
          progress: { files, ...(toldAt === undefined ? {} : { toldAt }) },
        };
      }
      case 'logon':
      case 'logoff': {
        const { users } = payloads.get(row.job_id) as MobilityPayload;
        return { ...target, type: row.type, user: users[row.client_id] ?? { id: '0', e164: '' } };
      }
      default:
        return { ...target, type: row.type, progress: row.progress };
    }
  });
}

/** Which of these devices have open work; unknown ones have none. */
export async function findDevicesWithWork(pool: Pool, deviceIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ device_id: string }>({
    name: 'devices-with-work',
    text: `
      select c.device_id from clients c
      where c.device_id = any($1::text[]) and (
        exists (
          select from job_targets t join jobs j on j.id = t.job_id
          where t.client_id = c.id and t.open and (j.held_at is null or t.state = 'in-dialogue')
        )
        or exists (select from values_due w where w.client_id = c.id)
      )`,
    values: [deviceIds],
  });
  return new Set(rows.map((row) => row.device_id));
}

/** Open targets of clients, to record what came of a contact request. */
export async function findOpenTargetIds(
  tx: ClientBase,
  clientIds: readonly string[],
): Promise<{ targetId: string; clientId: string }[]> {
  const { rows } = await tx.query<{ targetId: string; clientId: string }>({
    name: 'open-target-ids',
    text: 'select id as "targetId", client_id as "clientId" from job_targets where client_id = any($1::bigint[]) and open',
    values: [clientIds],
  });
  return rows;
}
