/** Text in both languages of the product. */
export interface LocalizedText {
  readonly en: string;
  readonly de: string;
}

export type Language = keyof LocalizedText;

/** What kind of element a parameter can be set on (guide chapter 7): a SIP or HFA client, a mobile user, a template. */
export type Scope = 'client-sip' | 'client-hfa' | 'user' | 'template';

/**
 * How sure a fact is: `certain` has a documented source; `inferred` was concluded, for example codes from the order
 * of options, and may be refused by a phone.
 */
export type Certainty = 'certain' | 'inferred';

/**
 * - `host`: IP address or host name; `ip`: IP address only;
 * - `certificate`: PEM or PKCS#12, see `format`; `base64`: opaque data.
 */
export type ValueType =
  | 'text'
  | 'boolean'
  | 'integer'
  | 'enum'
  | 'password'
  | 'ip'
  | 'host'
  | 'url'
  | 'e164'
  | 'mac'
  | 'certificate'
  | 'base64';

/**
 * A narrower form than the type says.
 * - `digits`: what a keypad can dial; `digit-list`: several of these, separated by commas;
 * - `dial-target`: number, code or SIP URI, without white space; `dtmf`: tones 0-9, A-D, * and #;
 * - `dial-pattern`: what a keypad can dial, with x for any digit;
 * - `ipv4`, `ipv6`: an address of this version only; `ipv4-mask`: a subnet mask;
 * - `even-port`: RTP ports are even (RFC 3550, section 11); `dscp`: DiffServ code point (RFC 2474);
 * - `server-address`: IP address or host name, `https://` in front and a port behind at will;
 * - `uuid`: RFC 9562, with hyphens;
 * - `language`, `country`: ISO 639-1 and ISO 3166-1 codes; `hash`: SHA-256 in hexadecimal digits;
 * - `sha1-fingerprint`: 40 hexadecimal digits, also as pairs with colons between them;
 * - `application-name`: `^` separates fields on the phone, so a name must not contain it;
 * - `pem`, `pkcs12` (base64), `pem-or-base64`: forms of a certificate;
 * - `unix-time`: seconds since 1970.
 */
export type Format =
  | 'digits'
  | 'digit-list'
  | 'dial-target'
  | 'dial-pattern'
  | 'dtmf'
  | 'port'
  | 'even-port'
  | 'dscp'
  | 'ipv4'
  | 'ipv4-mask'
  | 'ipv6'
  | 'host-name'
  | 'domain'
  | 'http-url'
  | 'server-address'
  | 'uuid'
  | 'language'
  | 'country'
  | 'application-name'
  | 'hash'
  | 'sha1-fingerprint'
  | 'unix-time'
  | 'pem'
  | 'pkcs12'
  | 'pem-or-base64';

/** Units of numbers, spelled as in the guide. */
export type Unit = 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days' | 'bytes';

/**
 * Who writes a parameter:
 * - `setting`: an administrator may desire a value;
 * - `report`: the phone tells it, nobody sets it;
 * - `command`: travels with an action or takes effect once; the server writes it on its own, never as a desired value.
 */
export type Purpose = 'setting' | 'report' | 'command';

/**
 * Which instances of the item a parameter stands for (protocol reference, section 9; index 0 is a real index).
 * - `single`: no index; `tolerated` is one that some phones put there nevertheless;
 * - `list`: entries `from`..`to`, open end without `to`; `optional`: a lone entry may come without index;
 * - `keys`: numbers of function keys, sparse by level and key module (phones reference, section 2);
 * - `fixed`: this one index.
 */
export type IndexRule =
  | { readonly kind: 'single'; readonly tolerated?: number }
  | { readonly kind: 'list'; readonly from: 0 | 1; readonly to?: number; readonly optional?: true }
  | { readonly kind: 'keys' }
  | { readonly kind: 'fixed'; readonly index: number };

/** One of the values to choose from. */
export interface Choice {
  /** Stable id of the value in the API. */
  readonly value: string;
  /** Text on the wire. */
  readonly wire: string;
  readonly label: LocalizedText;
  /** Of the wire code. */
  readonly certainty: Certainty;
}

/** Device families, named like the beginning of their models. */
export type Family = 'OpenStage' | 'IP' | 'CP';

/** Phones that know the parameter; absent fields do not limit. */
export interface Limits {
  /** Models as clients show them, e.g. `OpenStage 15`, `CP400`. */
  readonly models?: readonly string[];
  /** Oldest firmware of a device family, e.g. `V1 R2`; other families are not limited. */
  readonly firmware?: { readonly family: Family; readonly from: string };
}

/** A value as an administrator sets it: the id of a choice, a number, a truth value or text. Null means cleared. */
export type ParameterValue = string | number | boolean | null;

/** An entry of the catalog. */
export interface Parameter {
  /**
   * Section and name, e.g. `7.3.2/server-address`; stable. Names with a colon are parts of what the guide has as one, e.g.
   * columns of a list.
   */
  readonly id: string;
  readonly section: string;
  readonly menu: LocalizedText;
  readonly title: LocalizedText;
  readonly label: LocalizedText;
  /** One sentence. */
  readonly help: LocalizedText;
  readonly type: ValueType;
  /** All values of an `enum`; for an `integer` names of some of its values; otherwise null. */
  readonly values: readonly Choice[] | null;
  /** Where the values come from when the guide names but does not print them; otherwise null. */
  readonly valuesSource: string | null;
  /** Null: none, unknown, or a secret's. */
  readonly default: ParameterValue;
  readonly min: number | null;
  readonly max: number | null;
  /** Numbers between `min` and `max` that are not allowed. */
  readonly excluded: readonly number[];
  /** In characters. */
  readonly maxLength: number | null;
  readonly unit: Unit | null;
  readonly format: Format | null;
  readonly purpose: Purpose;
  /** Everything but a `setting`. */
  readonly readOnly: boolean;
  /** Never shown, logged or kept unencrypted (protocol reference, section 9). */
  readonly secret: boolean;
  readonly scopes: readonly Scope[];
  /** Name of the item on the wire. */
  readonly item: string;
  readonly index: IndexRule;
  /** Id of a {@link ListStructure}: parameters with the same list are its columns, those with the same index one entry. */
  readonly list: string | null;
  /** Wire text that clears the value; null when it cannot be cleared. */
  readonly emptyWire: '' | 'NULL' | null;
  /** Of the item's name and of its belonging to this label. */
  readonly certainty: Certainty;
  /** Of the wire codes together; null without choices. */
  readonly codesCertainty: Certainty | null;
  readonly limits: Limits | null;
  /** Short names as in the protocol reference, section 18, e.g. `G 120` for page 120 of the developer's guide. */
  readonly source: string;
}
