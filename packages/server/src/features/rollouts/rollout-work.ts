import type { ServerContext } from '../../infra/context.ts';
import type { Wording } from '../../infra/db/index.ts';
import { type OrderedFile, prepareDeployment } from '../deployments/index.ts';
import { findUnfitFor, type OrderedWork, type PreparedOrder, prepareOrder } from '../jobs/index.ts';
import { prepareApplication } from '../template-orders/index.ts';
import { getTemplate } from '../templates/index.ts';
import type { RolloutOrder } from './rollout-plan.schema.ts';

/** What is done with each client, as stored with the rollout. A template comes with the content that it has when a wave begins. */
export type RolloutWork =
  | OrderedWork
  | { readonly type: 'apply-template'; readonly template: { readonly id: string; readonly name: string } };

/** An order that was checked for clients. */
export interface PlannedOrder {
  readonly work: RolloutWork;
  /** Clients that cannot take it, and why. */
  readonly unfit: ReadonlyMap<string, Wording>;
}

/**
 * Checks an order for clients and seals its secrets.
 *
 * @throws AppError as when a job is created or a template is applied
 */
export async function planOrder(
  context: ServerContext,
  order: RolloutOrder,
  clientIds: readonly string[],
): Promise<PlannedOrder> {
  if (order.type !== 'apply-template') return prepareOrder(context, order, clientIds);
  const { templateId, skipUnfit = false } = order;
  const { unfit } = await prepareApplication(context, templateId, { clientIds, skipUnfit });
  const { name } = await getTemplate(context, templateId);
  return { work: { type: 'apply-template', template: { id: templateId, name } }, unfit };
}

/**
 * The work as a wave orders it for clients now.
 *
 * @throws AppError when it cannot be ordered any more: the template is gone, or no client can take it
 */
export async function workFor(
  context: ServerContext,
  work: RolloutWork,
  clientIds: readonly string[],
): Promise<PreparedOrder> {
  if (clientIds.length === 0) return { work: work as OrderedWork, unfit: new Map() };
  if (work.type === 'apply-template') {
    return prepareApplication(context, work.template.id, { clientIds, skipUnfit: true });
  }
  if (work.type === 'deploy-files')
    await prepareDeployment(context.pool, { files: filesToBring(work.deployment.files) });
  return { work, unfit: await findUnfitFor(context, work, clientIds) };
}

/** Files as an order names them: one that has gone since cannot be ordered any more. */
function filesToBring(files: readonly OrderedFile[]) {
  return files.flatMap((file) =>
    file.action === 'deploy' ? [{ action: file.action, fileId: file.fileId }] : [],
  );
}
