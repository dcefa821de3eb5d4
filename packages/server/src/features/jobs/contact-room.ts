import { subnetOf } from '../../infra/addresses/index.ts';
import type { JobSettings } from '../settings/index.ts';

/** How many phones may be asked to call at a time (see the settings for jobs). */
export type ContactLimits = Pick<
  JobSettings,
  'maxContacts' | 'maxContactsPerSubnet' | 'subnetPrefixIpv4' | 'subnetPrefixIpv6'
>;

/** A phone that is to be asked. */
export interface PlaceToAsk {
  readonly clientId: string;
  readonly address: string;
}

/** What is still free of the limits; those that enter take from it. */
export class ContactRoom {
  readonly #limits: ContactLimits;
  readonly #taken: Map<string, number>;
  #total: number;

  /** @param taken phones that are asked or served at this moment, by subnet */
  constructor(limits: ContactLimits, taken: ReadonlyMap<string, number>) {
    this.#limits = limits;
    this.#taken = new Map(taken);
    this.#total = [...taken.values()].reduce((sum, count) => sum + count, 0);
  }

  /** How many more there may be at most, whatever their subnets; undefined: any number. */
  get free(): number | undefined {
    const { maxContacts } = this.#limits;
    return maxContacts === null ? undefined : Math.max(0, maxContacts - this.#total);
  }

  subnetOf(address: string): string {
    const { subnetPrefixIpv4: ipv4, subnetPrefixIpv6: ipv6 } = this.#limits;
    return subnetOf(address, { ipv4, ipv6 });
  }

  /** Takes a place for a phone, if there is one. */
  enter({ address }: PlaceToAsk): boolean {
    const { maxContactsPerSubnet } = this.#limits;
    if (this.free === 0) return false;
    const subnet = this.subnetOf(address);
    const inSubnet = this.#taken.get(subnet) ?? 0;
    if (maxContactsPerSubnet !== null && inSubnet >= maxContactsPerSubnet) return false;
    this.#taken.set(subnet, inSubnet + 1);
    this.#total += 1;
    return true;
  }
}

/** What is due of a job. */
export interface Lane {
  /** Phones of the job that are asked or served at this moment. */
  readonly underWay: number;
  /** In the order of the job. */
  readonly due: readonly PlaceToAsk[];
}

/**
 * Chooses whom to ask: always a phone of the job of which the fewest are under way, so that a small job does not wait for a large one
 * and a new one not for those before it. A phone of a full subnet is passed over.
 *
 * @param most phones that are chosen at most
 */
export function chooseInTurn(lanes: readonly Lane[], room: ContactRoom, most: number): string[] {
  const chosen = new Set<string>();
  let waiting = lanes.map(({ underWay, due }) => ({ underWay, due: due.values() }));
  while (waiting.length > 0 && chosen.size < most && room.free !== 0) {
    const fewest = Math.min(...waiting.map(({ underWay }) => underWay));
    const ended = new Set<object>();
    for (const lane of waiting) {
      if (chosen.size === most) break;
      if (lane.underWay > fewest) continue;
      const next = nextOf(lane.due, chosen, room);
      if (next === undefined) ended.add(lane);
      else chosen.add(next.clientId);
      lane.underWay += 1;
    }
    waiting = waiting.filter((lane) => !ended.has(lane));
  }
  return [...chosen];
}

/** The next of a lane that has a place. */
function nextOf(
  lane: Iterator<PlaceToAsk>,
  chosen: ReadonlySet<string>,
  room: ContactRoom,
): PlaceToAsk | undefined {
  for (let next = lane.next(); next.done !== true; next = lane.next()) {
    if (!chosen.has(next.value.clientId) && room.enter(next.value)) return next.value;
  }
  return undefined;
}
