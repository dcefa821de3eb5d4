import { addressAt } from '../../../infra/addresses/index.ts';
import type { ServerContext } from '../../../infra/context.ts';
import { mapBounded } from '../map-bounded.ts';
import { probe } from './probe.ts';
import { addFound, type TakenSearch, takeSearch } from './searches.queries.ts';

const TICK_MS = 1_000;
const LEASE_MS = 60_000;
/** Addresses that are done together; a search is stopped and goes on elsewhere between them. */
const PORTION = 16;
const AT_ONCE = 48;

/** Runs searches for storage providers on this node; one that its node has left goes on at another. */
export class ProviderSearcher {
  readonly #deps: Pick<ServerContext, 'pool' | 'clock' | 'events' | 'outbound' | 'log'>;
  readonly #timer: NodeJS.Timeout;
  #working: Promise<void> | undefined;
  #stopped = false;

  constructor(
    deps: Pick<ServerContext, 'pool' | 'clock' | 'events' | 'outbound' | 'log'>,
    options: { readonly tickMs?: number } = {},
  ) {
    this.#deps = deps;
    this.#timer = setInterval(() => {
      this.#working ??= this.#work().finally(() => {
        this.#working = undefined;
      });
    }, options.tickMs ?? TICK_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#working;
  }

  async #work(): Promise<void> {
    const { pool, clock, log } = this.#deps;
    try {
      const now = clock.now();
      const search = await takeSearch(pool, now, new Date(now.getTime() + LEASE_MS));
      if (search !== undefined) await this.#run(search);
    } catch (error) {
      log.warn({ err: error }, 'a search for storage providers could not go on');
    }
  }

  async #run(search: TakenSearch): Promise<void> {
    const { pool, clock, events, outbound } = this.#deps;
    for (let asked = search.asked; ; asked += PORTION) {
      const addresses = addressesOf(search, asked, PORTION);
      const places = addresses.flatMap((address) => search.ports.map((port) => ({ address, port })));
      const found = await mapBounded(places, AT_ONCE, ({ address, port }) => probe(outbound, address, port));
      const now = clock.now();
      const isOver = asked + addresses.length >= search.total;
      const isOurs = await addFound(pool, search, {
        asked: addresses.length,
        found: found.filter((one) => one !== undefined),
        isOver,
        now,
        // A node that ends gives the search away at once.
        leaseUntil: this.#stopped ? now : new Date(now.getTime() + LEASE_MS),
      });
      events.changed('storageProviders', [search.id]);
      if (isOver || !isOurs || this.#stopped) return;
    }
  }
}

/** Some of the addresses of a search, counted over all of its ranges. */
export function addressesOf({ ranges }: Pick<TakenSearch, 'ranges'>, from: number, count: number): string[] {
  const addresses: string[] = [];
  let skip = from;
  for (const { first, last } of ranges) {
    const size = last - first + 1;
    for (let place = skip; place < size && addresses.length < count; place += 1) {
      addresses.push(addressAt('ipv4', BigInt(first + place)));
    }
    skip = Math.max(0, skip - size);
  }
  return addresses;
}
