import type { Catalog } from '@deskfleet/catalog';
import type { Pool } from 'pg';
import type { CatalogInUse } from '../../infra/catalog/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import type { JobType, Wording } from '../../infra/db/index.ts';
import type { EventHub } from '../../infra/events/index.ts';
import type { TaskQueue } from '../../infra/queue/index.ts';
import type { DeploymentPayload } from '../deployments/index.ts';
import type { ChangeCause, WantedValue } from '../values/index.ts';
import type {
  ConfigurePayload,
  MobilityPayload,
  OrderedRollout,
  OrderedTemplate,
  ResetPayload,
} from './job-payload.ts';

/** What giving, starting and ending jobs takes. */
export interface JobDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly queue: Pick<TaskQueue, 'enqueue'>;
  readonly events: Pick<EventHub, 'changed'>;
  readonly catalog: CatalogInUse;
}

/** What is done with each client of an order, checked; secrets sealed. It can be kept as JSON and ordered later. */
export type OrderedWork =
  | {
      readonly type: 'configure';
      readonly values: readonly WantedValue[];
      /** Absent: `configure`. */
      readonly cause?: ChangeCause;
      /** The template that the values come from. */
      readonly template?: OrderedTemplate;
    }
  | { readonly type: 'logon' | 'logoff'; readonly users: MobilityPayload['users'] }
  | { readonly type: 'deploy-files'; readonly deployment: DeploymentPayload }
  | {
      readonly type: Exclude<JobType, 'configure' | 'logon' | 'logoff' | 'deploy-files'>;
      /** A factory reset after which desired certificates are given back. */
      readonly keepCertificates?: boolean;
    };

/** The job that is ordered again, or the recurring job that orders it. */
export type JobOrigin =
  | { readonly kind: 'retry' | 'repeat'; readonly jobId: string }
  | { readonly kind: 'recurring'; readonly recurringId: string };

/** What is said of a target before its job begins. */
export interface TargetRemark {
  readonly events: readonly Wording[];
  /** Files that the client does not get, by place, and why. */
  readonly leftOut?: Readonly<Record<string, Wording>>;
}

/** An order as the administrator gave it, checked. */
export type JobOrder = OrderedWork & {
  readonly clientIds: readonly string[];
  readonly initiator: { readonly id: string | null; readonly name: string };
  /** When to begin; absent: now. */
  readonly scheduledAt?: Date;
  /** Seconds after its start after which what is still open counts as timed out. */
  readonly timeoutSeconds?: number;
  /** Clients that cannot take what is ordered, and why: their targets end at once. */
  readonly unfit?: ReadonlyMap<string, Wording>;
  /** What is said of single clients from the start. */
  readonly remarks?: ReadonlyMap<string, TargetRemark>;
  /** The rollout of which it is a wave. */
  readonly rollout?: OrderedRollout;
  /** Where it comes from; absent: somebody ordered it. */
  readonly origin?: JobOrigin;
};

/** What is stored of an order besides whom it is for. */
export function payloadOf(order: JobOrder, catalog: Catalog): object {
  const { rollout } = order;
  return { ...workPayload(order, catalog), ...(rollout === undefined ? {} : { rollout }) };
}

function workPayload(order: JobOrder, catalog: Catalog): ConfigurePayload | ResetPayload | object {
  if (order.type === 'logon' || order.type === 'logoff')
    return { users: order.users } satisfies MobilityPayload;
  if (order.type === 'deploy-files') return order.deployment;
  if (order.type !== 'configure') {
    if (order.type !== 'factory-reset' || order.keepCertificates !== true) return {};
    const certificates = catalog.parameters.filter(({ type }) => type === 'certificate');
    return { givesBack: [...new Set(certificates.map(({ item }) => item))] };
  }
  const { values, cause, template } = order;
  return {
    values,
    ...(cause === undefined ? {} : { cause }),
    ...(template === undefined ? {} : { template }),
  };
}
