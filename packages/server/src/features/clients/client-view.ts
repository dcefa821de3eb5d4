import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isUserLoggedOn } from './client-profile.ts';
import type { findClient } from './clients.read.ts';
import type { Client, ClientDetail } from './clients.schema.ts';
import type { ClientRow } from './clients-list.read.ts';
import { checkContactAddress } from './contact-address.ts';

/** Wire codes of `backlight-type`; the order of the guide's options, so inferred. */
const backlightTypes = ['none', 'ccfl', 'led'] as const;

/** A client as the API shows it. */
export function toClient(row: ClientRow): Client {
  const loggedOn = isUserLoggedOn(row);
  const contact = checkContactAddress(row.contactMeUri, row.address);
  return {
    id: row.id,
    e164: row.e164,
    deviceType: row.deviceType,
    model: row.model,
    deviceId: row.deviceId,
    softwareType: row.softwareType,
    softwareVersion: row.softwareVersion,
    address: row.address,
    contactMeUri: row.contactMeUri,
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastContactAt: row.lastContactAt.toISOString(),
    lastContactReason: row.lastContactReason,
    secureMode: { enabled: false },
    mobility: {
      enabled: row.mobilityEnabled,
      loggedOn,
      userE164: loggedOn ? row.e164 : null,
      userId: loggedOn ? row.userId : null,
      since: loggedOn ? (row.userSince?.toISOString() ?? null) : null,
    },
    access: contact.usable
      ? { mode: 'direct', reason: null }
      : { mode: row.hasPolled ? 'dcmp' : 'none', reason: { ...contact.problem } },
    groups: row.groups,
    partNumber: row.partNumber,
    keyModules: row.keyModules,
    backlightType: row.backlightType === null ? null : (backlightTypes[row.backlightType] ?? null),
    gigabitEthernet: row.gigabitEthernet,
    openTargets: row.openTargets,
    driftCount: row.driftCount,
    refusedCount: row.refusedCount,
    wbmUrl: ipaddr.isValid(row.address)
      ? `https://${isIPv6(row.address) ? `[${row.address}]` : row.address}`
      : null,
  };
}

export function toClientDetail(row: NonNullable<Awaited<ReturnType<typeof findClient>>>): ClientDetail {
  return {
    ...toClient(row),
    inventoryAt: row.inventoryAt?.toISOString() ?? null,
    basicItems: row.basicItems.map(({ name, index, value, status }) => ({
      name,
      index: index ?? null,
      value,
      status: status ?? null,
    })),
    addresses: row.addresses.map((entry) => ({
      address: entry.address,
      firstSeenAt: entry.firstSeenAt.toISOString(),
      // The hot path does not write addresses that it knows: where a phone is now, its last contact says.
      lastSeenAt: (entry.address === row.address && row.lastContactAt > entry.lastSeenAt
        ? row.lastContactAt
        : entry.lastSeenAt
      ).toISOString(),
    })),
  };
}
