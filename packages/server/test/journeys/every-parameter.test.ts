import { MODEL_NAMES, type SoftwareType, type VirtualPhone } from '@deskfleet/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../src/features/clients/clients.schema.ts';
import type { Job, Target } from '../../src/features/jobs/job.schema.ts';
import type { ClientValue } from '../../src/features/values/values.schema.ts';
import { type ChosenValue, chooseEveryValue } from '../support/every-value.ts';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

/** What the firmware of these phones calls otherwise, so that it refuses the catalog's name. */
const RENAMED = { 'sntp-addr': 'time-server', 'sip-name': 'display-name', 'codec-rank': 'codec-order' };
/** What real phones answer to these items (`wpi-items.csv`: GS3; protocol reference, section 10.3). */
const NOT_SUPPORTED = /^(server-based-(dnd|forwarding)|map-special-ringer-\d)$/;
/** Taken as an order to the phone, which keeps no value of it. */
const OBEYED = new Set(['XML-app-action', 'user-pwd-hash']);

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function clientOf(phone: VirtualPhone): Promise<Client> {
  await phone.powerOn();
  await phone.waitFor('idle');
  return eventually(`the client ${phone.mac}`, async () => {
    const { items } = await server.api.get<{ items: Client[] }>(`/clients?search=${phone.mac}`);
    return items[0];
  });
}

/** The only target of a job, when it has ended. */
async function endOf(order: object): Promise<Target | undefined> {
  const { id } = await server.api.post<{ id: string }>('/jobs', order);
  await eventually(`the end of job ${id}`, async () => {
    const job = await server.api.get<Job>(`/jobs/${id}`);
    return job.finishedAt === null ? undefined : job;
  });
  return (await server.api.get<{ items: Target[] }>(`/jobs/${id}/targets`)).items[0];
}

async function valuesOf(client: Client): Promise<ReadonlyMap<string, ClientValue>> {
  const { items } = await server.api.get<{ items: ClientValue[] }>(`/clients/${client.id}/values`);
  return new Map(items.map((value) => [nameOf(value.item, value.index ?? undefined), value]));
}

const nameOf = (item: string, index: number | undefined): string =>
  index === undefined ? item : `${item}[${index}]`;

/** How the phone refuses a value; undefined when it takes it. */
function refusalOf({ parameter: { item } }: ChosenValue, phone: VirtualPhone): string | undefined {
  if (item in RENAMED) return 'unknown item';
  if (!NOT_SUPPORTED.test(item)) return undefined;
  return item.startsWith('map-') && phone.model.family === 'openstage' ? undefined : 'not supported';
}

const kinds = MODEL_NAMES.flatMap((model) =>
  (['SIP', 'HFA'] as const).map((softwareType): [typeof model, SoftwareType] => [model, softwareType]),
);

describe('every parameter that can be set', () => {
  test.each(kinds)(
    'on %s with %s arrives in one job with item, index and code and reads back equal, or is refused in the phone’s words',
    async (model, softwareType) => {
      // Nothing of a VLAN can be set while layer 2 is off, so that switching it on is the change.
      const items = { 'qos-layer2': 'false' };
      const phone = server.aPhone({ model, softwareType, items, itemNames: RENAMED });
      const client = await clientOf(phone);
      const chosen = chooseEveryValue({
        scope: softwareType === 'SIP' ? 'client-sip' : 'client-hfa',
        model: client.model,
        softwareVersion: client.softwareVersion,
        valueOf: (item, index) => phone.items.get(item, index),
      });
      const clients = { ids: [client.id] };
      const configured = await endOf({
        type: 'configure',
        clients,
        values: chosen.map(({ parameter, index, wire }) => ({ item: parameter.item, index, value: wire })),
      });
      expect(configured?.state).toBe('partial-successful');

      const taken = chosen.filter((value) => refusalOf(value, phone) === undefined);
      const kept = taken.filter(({ parameter: { item } }) => !OBEYED.has(item));
      expect(
        Object.fromEntries(
          kept.map(({ parameter: { item }, index }) => [nameOf(item, index), phone.items.get(item, index)]),
        ),
      ).toEqual(
        Object.fromEntries(kept.map(({ parameter: { item }, index, wire }) => [nameOf(item, index), wire])),
      );

      expect((await endOf({ type: 'refresh-data', clients }))?.state).toBe('success');
      const values = await valuesOf(client);
      const stateOf = ({ parameter: { item }, index }: ChosenValue) => {
        const value = values.get(nameOf(item, index));
        return [nameOf(item, index), value?.refused?.status ?? value?.state];
      };
      expect(chosen.map(stateOf)).toEqual(
        chosen.map((value) => [
          nameOf(value.parameter.item, value.index),
          refusalOf(value, phone) ?? 'in-sync',
        ]),
      );
      for (const { parameter, index, wire } of kept) {
        if (parameter.secret || parameter.type === 'certificate') continue;
        expect([parameter.id, values.get(nameOf(parameter.item, index))?.reported]).toEqual([
          parameter.id,
          wire,
        ]);
      }
    },
    120_000,
  );
});
