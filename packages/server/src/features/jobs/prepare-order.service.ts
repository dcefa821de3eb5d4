import type { ServerContext } from '../../infra/context.ts';
import type { Wording } from '../../infra/db/index.ts';
import { type FileRefusal, findUnfitPhones, prepareDeployment, refuseUnfit } from '../deployments/index.ts';
import { type ChangeCause, type OrderedValue, sealValues, type WantedValue } from '../values/index.ts';
import { checkOrder } from './check-order.service.ts';
import type { OrderedWork } from './job-order.ts';
import type { Order } from './order.schema.ts';
import { wording } from './wording.ts';

type Deps = Pick<ServerContext, 'db' | 'pool' | 'catalog' | 'secrets'>;

/** An order that was checked, ready to be given. */
export interface PreparedOrder {
  readonly work: OrderedWork;
  /** Clients that cannot take it, and why. */
  readonly unfit: ReadonlyMap<string, Wording>;
}

/**
 * Checks an order for clients and seals its secrets.
 *
 * @param cause why values are wanted; absent: they were ordered
 *
 * @throws AppError `job.invalid_value`, `job.unknown_file`, `job.unfit_clients` when clients cannot take it that it does not leave out
 */
export async function prepareOrder(
  { db, pool, catalog, secrets }: Deps,
  order: Order,
  clientIds: readonly string[],
  cause?: ChangeCause,
): Promise<PreparedOrder> {
  if (order.type === 'deploy-files') {
    const deployment = await prepareDeployment(pool, order);
    const unfit = await findUnfitPhones({ db, pool }, deployment.files, clientIds);
    if (unfit.size > 0 && (order.skipUnfit !== true || unfit.size === clientIds.length)) {
      await refuseUnfit(db, deployment.files, unfit, clientIds.length);
    }
    return { work: { type: 'deploy-files', deployment }, unfit: toReasons(unfit) };
  }
  if (order.type !== 'configure') {
    const { type, keepCertificates } = order;
    const work: OrderedWork = { type, ...(keepCertificates === undefined ? {} : { keepCertificates }) };
    return { work, unfit: new Map() };
  }
  const { values, skipUnfit = false } = order;
  const { checked, unfit } = await checkOrder(db, { values, clientIds, skipUnfit }, catalog.current());
  const work: OrderedWork = {
    type: 'configure',
    values: sealValues(checked, secrets),
    ...(cause === undefined ? {} : { cause }),
  };
  return { work, unfit };
}

/**
 * Which of the clients cannot take work that was prepared before, perhaps for others or long ago.
 *
 * @throws AppError `job.invalid_value` when none of them can
 */
export async function findUnfitFor(
  { db, pool, catalog, secrets }: Deps,
  work: OrderedWork,
  clientIds: readonly string[],
): Promise<ReadonlyMap<string, Wording>> {
  if (work.type === 'deploy-files') {
    const { files, onlyFitting } = work.deployment;
    return onlyFitting ? new Map() : toReasons(await findUnfitPhones({ db, pool }, files, clientIds));
  }
  if (work.type !== 'configure') return new Map();
  const values = work.values.map((value): OrderedValue => {
    const { name: item, index } = value;
    return { item, ...(index === undefined ? {} : { index }), value: textOf(value, secrets) };
  });
  const { unfit } = await checkOrder(db, { values, clientIds, skipUnfit: true }, catalog.current());
  return unfit;
}

function toReasons(unfit: ReadonlyMap<string, FileRefusal>): Map<string, Wording> {
  return new Map(
    [...unfit].map(([clientId, { code, text }]) => [
      clientId,
      wording('target.unfit', { detail: text.en, detailDe: text.de, cause: code }),
    ]),
  );
}

function textOf(value: WantedValue, secrets: Deps['secrets']): string | null {
  return 'sealed' in value ? secrets.open(value.sealed) : value.value;
}
