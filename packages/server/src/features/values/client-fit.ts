import { type Parameter, type Scope, validatePhone, validateWritable } from '@deskfleet/catalog';
import { hasLegacyUnsafeCharacters } from '@deskfleet/protocol';
import { type CheckedValue, type Refusal, refusalOf, shown } from './check-values.ts';

/** What of a client decides on the values that it can take. */
export interface ClientKind {
  /** `SIP`, `HFA`, or what the phone says. */
  readonly softwareType: string;
  readonly model: string;
  readonly softwareVersion: string;
}

/** Scope of a client's parameters; undefined when nobody knows which software it has. */
export function scopeOf({ softwareType }: ClientKind): Scope | undefined {
  if (softwareType === 'SIP') return 'client-sip';
  if (softwareType === 'HFA') return 'client-hfa';
  return undefined;
}

/** The parameter that a value is of on a client; undefined when the catalog does not know it there. */
export function parameterOn(value: CheckedValue, scope: Scope | undefined): Parameter | undefined {
  const onClients = value.parameters.filter(({ scopes }) =>
    scope === undefined
      ? scopes.includes('client-sip') || scopes.includes('client-hfa')
      : scopes.includes(scope),
  );
  return onClients[0];
}

/** Why clients of a kind cannot take a value; undefined when they can, or nobody knows. What is withdrawn is sent to nobody. */
export function unfitness(value: CheckedValue, kind: ClientKind): Refusal | undefined {
  const { wire, parameters } = value;
  if (wire === null) return undefined;
  const part = 'value' as const;
  const [first] = parameters;
  if (first !== undefined) {
    const scope = scopeOf(kind);
    const parameter = parameterOn(value, scope);
    if (parameter === undefined) {
      const wrongScope = validateWritable(first, scope ?? 'client-sip');
      return wrongScope && refusalOf(part, wrongScope);
    }
    const foreign = validatePhone(parameter, kind);
    if (foreign !== undefined) return refusalOf(part, foreign);
  }
  return isOpenStage(kind) && hasLegacyUnsafeCharacters(wire) ? legacyRefusal(value) : undefined;
}

/** OpenStage firmware does not understand the escapes of `<`, `>` and `&` (protocol reference section 9). */
function isOpenStage({ model }: ClientKind): boolean {
  return model.startsWith('OpenStage');
}

function legacyRefusal(value: CheckedValue): Refusal {
  const what = shown(value);
  return {
    part: 'value',
    code: 'value.legacy_characters',
    text: {
      en: `The value of ${what.en} has “<”, “>” or “&”, which OpenStage phones cannot take.`,
      de: `Der Wert von ${what.de} enthält „<“, „>“ oder „&“; OpenStage-Telefone können diese Zeichen nicht annehmen.`,
    },
  };
}
