import type { ServerContext } from '../../infra/context.ts';
import { findClientKinds, findKinds } from '../clients/index.ts';
import { type DeploymentPayload, filesFor } from '../deployments/index.ts';
import { germanOf, type TargetRemark } from '../jobs/index.ts';

/** Clients that are named for each reason. */
const MAX_NAMED = 20;

/** A file that some of the clients of an order do not get. */
export interface LeftOut {
  readonly name: string;
  readonly reason: { readonly en: string; readonly de: string };
  readonly clientCount: number;
  /** The first of them. */
  readonly clients: readonly { readonly id: string; readonly e164: string; readonly deviceId: string }[];
}

interface Group extends Pick<LeftOut, 'name' | 'reason'> {
  readonly clientIds: string[];
}

/** Which clients do not get which files of an order that gives each what is for it, and why. */
export async function findLeftOut(
  { db, pool }: Pick<ServerContext, 'db' | 'pool'>,
  {
    clientIds,
    deployment: { files },
    remarks,
  }: {
    readonly clientIds: readonly string[];
    readonly deployment: DeploymentPayload;
    readonly remarks: ReadonlyMap<string, TargetRemark>;
  },
): Promise<LeftOut[]> {
  const groups = new Map<string, Group>();
  const add = (clientId: string, name: string, reason: Group['reason']) => {
    const key = JSON.stringify([name, reason.en]);
    const group = groups.get(key) ?? { name, reason, clientIds: [] };
    group.clientIds.push(clientId);
    groups.set(key, group);
  };
  for (const { clientId, ...kind } of await findKinds(pool, clientIds)) {
    const leftOut = remarks.get(clientId)?.leftOut ?? {};
    for (const [place, reason] of Object.entries(leftOut)) {
      add(clientId, files[Number(place)]?.name ?? '', { en: reason.text, de: germanOf(reason) });
    }
    for (const { file, text } of filesFor(files, kind, new Set(Object.keys(leftOut))).refusals) {
      add(clientId, file.name, text);
    }
  }
  const named = new Set([...groups.values()].flatMap((group) => group.clientIds.slice(0, MAX_NAMED)));
  const clients = new Map((await findClientKinds(db, [...named])).map((client) => [client.id, client]));
  return [...groups.values()].map((group) => ({
    name: group.name,
    reason: group.reason,
    clientCount: group.clientIds.length,
    clients: group.clientIds.slice(0, MAX_NAMED).flatMap((id) => {
      const client = clients.get(id);
      return client === undefined ? [] : [{ id, e164: client.e164, deviceId: client.deviceId }];
    }),
  }));
}
