import Type from 'typebox';
import { readAddressRange } from '../../infra/addresses/index.ts';
import type { ServerContext } from '../../infra/context.ts';
import type { FieldError } from '../../infra/errors/index.ts';
import { checkIfMatch } from '../../infra/http/preconditions.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { ensureSetting, findSetting } from '../settings/index.ts';
import { Acceptance, type AcceptanceRules, type Decision } from './acceptance.schema.ts';
import { decider, type UnknownPhone } from './decide.ts';

const KEY = 'acceptance';
const Stored = Type.Object(Acceptance.properties);

/** Nobody has decided yet: everybody is accepted, as the vendor's server does. */
const initial: Acceptance = {
  unknownPhones: 'accept',
  rules: [],
  version: 0,
  updatedAt: new Date(0).toISOString(),
  updatedBy: null,
};

export async function getAcceptance({ db }: Pick<ServerContext, 'db'>): Promise<Acceptance> {
  return (await findSetting(db, KEY, Stored)) ?? initial;
}

/**
 * Changes what becomes of unknown phones, on all nodes.
 *
 * @throws AppError `request.invalid` with the rule that is wrong, `request.outdated`
 */
export async function putAcceptance(
  context: Pick<ServerContext, 'db' | 'clock' | 'events'>,
  { unknownPhones, rules }: AcceptanceRules,
  options: { readonly ifMatch: string | undefined; readonly username: string },
): Promise<Acceptance> {
  const errors = rules.flatMap(({ addresses }, place): FieldError[] => {
    if (addresses === null || readAddressRange(addresses) !== undefined) return [];
    const text = {
      en: `“${addresses}” is no address, subnet or range: write it as 10.1.0.7, 10.1.0.0/16 or 10.1.0.10-10.1.0.99.`,
      de: `„${addresses}“ ist keine Adresse, kein Subnetz und kein Bereich: Schreiben Sie 10.1.0.7, 10.1.0.0/16 oder 10.1.0.10-10.1.0.99.`,
    };
    return [{ field: `rules.${place}.addresses`, message: text.en, code: 'addresses.form', text }];
  });
  if (errors.length > 0) throw invalidRequest(errors);
  const { value } = await ensureSetting(context, KEY, Stored, async (stored = initial) => {
    checkIfMatch(options.ifMatch, stored);
    return {
      unknownPhones,
      rules,
      version: stored.version + 1,
      updatedAt: context.clock.now().toISOString(),
      updatedBy: options.username,
    };
  });
  context.events.changed('settings', [KEY]);
  return value;
}

/** The rules for unknown phones, at hand in memory and always those of now. */
export interface KeptAcceptance {
  /** What becomes of an unknown phone by the rules of this moment. */
  readonly decide: (phone: UnknownPhone) => Decision;
  stop(): void;
}

/** Keeps the rules at hand for phones that register, and reads them again whenever a node announces a change. */
export async function keepAcceptance(
  context: Pick<ServerContext, 'db' | 'events' | 'log'>,
): Promise<KeptAcceptance> {
  let decide = decider(await getAcceptance(context));
  const stop = context.events.subscribe(({ settings }) => {
    if (settings !== 'all' && settings?.includes(KEY) !== true) return;
    getAcceptance(context).then(
      (changed) => {
        decide = decider(changed);
      },
      (error: unknown) =>
        context.log.error({ err: error }, 'the rules for unknown phones could not be read again'),
    );
  });
  return { decide: (phone) => decide(phone), stop };
}
