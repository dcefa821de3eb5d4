import type { Catalog, Scope } from '@deskfleet/catalog';
import type { Db, Wording } from '../../infra/db/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { findClientKinds, isUserLoggedOn } from '../clients/index.ts';
import {
  type BrokenRule,
  type CheckedValue,
  checkValues,
  fieldError,
  MAX_ERRORS,
  type OrderedValue,
  OrderRules,
  type Refusal,
  scopeOf,
  throwIfAny,
  unfitness,
} from '../values/index.ts';
import { findNeededValues } from './order-rules.read.ts';
import { wording } from './wording.ts';

export interface OrderToCheck {
  readonly values: readonly OrderedValue[];
  readonly clientIds: readonly string[];
  /** Clients that cannot take a value are told apart instead of refusing the order. */
  readonly skipUnfit: boolean;
}

export interface CheckedOrder {
  readonly checked: readonly CheckedValue[];
  /** Clients that cannot take the values, and why. */
  readonly unfit: ReadonlyMap<string, Wording>;
}

/** Clients of which values are read at once: phones wait meanwhile for their turn in this process. */
const BATCH = 200;
/** Clients that a refusal names. */
const MAX_NAMED = 5;

/**
 * Checks an order against the catalog: each value for itself, then for each kind of clients their scope and model, then the
 * rules between parameters with the values that each client has.
 *
 * @throws AppError `job.invalid_value` when no client could take the values, `job.unfit_clients` when some cannot
 */
export async function checkOrder(
  db: Db,
  { values, clientIds, skipUnfit }: OrderToCheck,
  catalog: Catalog,
): Promise<CheckedOrder> {
  const checked = checkValues(values, catalog);
  const clients = await findClientKinds(db, clientIds);
  const unfit = await findUnfit(db, checked, clients, catalog);
  if (unfit.size > 0 && (!skipUnfit || unfit.size === clients.length)) refuse(clients, unfit);
  const reasons = new Map<string, Wording>();
  for (const [id, [first]] of unfit) {
    if (first === undefined) continue;
    const { code, text } = first.refusal;
    reasons.set(id, wording('target.unfit', { detail: text.en, detailDe: text.de, cause: code }));
  }
  return { checked, unfit: reasons };
}

type ClientRow = Awaited<ReturnType<typeof findClientKinds>>[number];

/** Every refusal of every client that cannot take the order. */
async function findUnfit(
  db: Db,
  checked: readonly CheckedValue[],
  clients: readonly ClientRow[],
  catalog: Catalog,
): Promise<Map<string, readonly BrokenRule[]>> {
  const unfit = new Map<string, readonly BrokenRule[]>();
  const byKind = Map.groupBy(clients, ({ softwareType, model, softwareVersion }) =>
    JSON.stringify([softwareType, model, softwareVersion]),
  );
  const fit = new Map<Scope, ClientRow[]>();
  for (const ofKind of byKind.values()) {
    const [kind] = ofKind;
    if (kind === undefined) continue;
    const refusals = checked.flatMap((value): BrokenRule[] => {
      const refusal = unfitness(value, kind);
      return refusal === undefined ? [] : [{ place: value.place, refusal }];
    });
    const scope = scopeOf(kind);
    if (refusals.length > 0) for (const { id } of ofKind) unfit.set(id, refusals);
    else if (scope !== undefined) fit.set(scope, [...(fit.get(scope) ?? []), ...ofKind]);
  }
  for (const [scope, ofScope] of fit) {
    const rules = new OrderRules(checked, scope, catalog);
    for (const [id, broken] of await findBroken(db, rules, checked, ofScope)) unfit.set(id, broken);
  }
  return unfit;
}

async function findBroken(
  db: Db,
  rules: OrderRules,
  checked: readonly CheckedValue[],
  clients: readonly ClientRow[],
): Promise<Map<string, readonly BrokenRule[]>> {
  const found = new Map<string, readonly BrokenRule[]>();
  for (let from = 0; from < clients.length; from += BATCH) {
    const some = clients.slice(from, from + BATCH);
    const asked = some.map((client) => ({ id: client.id, userLoggedOn: isUserLoggedOn(client) }));
    const has =
      rules.needed.length === 0 ? undefined : await findNeededValues(db, asked, rules.needed, checked);
    for (const { id } of some) {
      const broken = rules.broken(has?.get(id) ?? []);
      if (broken.length > 0) found.set(id, broken);
    }
  }
  return found;
}

interface Concern {
  readonly place: number;
  readonly refusal: Refusal;
  readonly clients: ClientRow[];
}

function refuse(clients: readonly ClientRow[], unfit: ReadonlyMap<string, readonly BrokenRule[]>): never {
  const concerns = new Map<string, Concern>();
  for (const client of clients) {
    for (const { place, refusal } of unfit.get(client.id) ?? []) {
      const key = `${place} ${refusal.code}`;
      const known = concerns.get(key);
      if (known === undefined) concerns.set(key, { place, refusal, clients: [client] });
      else known.clients.push(client);
    }
  }
  const errors = [...concerns.values()]
    .sort((a, b) => a.place - b.place)
    .slice(0, MAX_ERRORS)
    .map((concern) => toFieldError(concern, clients.length));
  const [first] = errors;
  if (unfit.size === clients.length || first === undefined) throwIfAny(errors);
  throw new AppError(
    'job.unfit_clients',
    `Of the ${clients.length} clients, ${unfit.size} cannot take what was ordered. ${first?.message ?? ''}`,
    { errors },
  );
}

/** The sentence of the catalog; when it does not hold for all clients, also for how many and which. */
function toFieldError({ place, refusal, clients }: Concern, total: number): FieldError {
  if (clients.length === total) return fieldError(place, refusal);
  const named = clients.slice(0, MAX_NAMED).map(({ e164, deviceId }) => e164 || deviceId);
  const names = named.join(', ');
  const more = clients.length - named.length;
  const { en, de } = refusal.text;
  const text = {
    en: `${en} This concerns ${clients.length} of the ${total} clients: ${names}${more > 0 ? ` and ${more} more` : ''}.`,
    de: `${de} Das betrifft ${clients.length} der ${total} Telefone: ${names}${more > 0 ? ` und ${more} weitere` : ''}.`,
  };
  return fieldError(place, { ...refusal, text });
}
