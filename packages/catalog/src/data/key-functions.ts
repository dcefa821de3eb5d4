import type { ChoiceDefinition } from '../define.ts';

/** Name of a parameter of `other.keys` or `other.lines`, with what it means for its function. */
type FieldDefinition = string | { readonly name: string; readonly required?: true; readonly rare?: true };

interface FunctionDefinition extends ChoiceDefinition {
  /** What the function needs besides its code, in the order of a form. Left out: nothing. */
  readonly fields?: readonly FieldDefinition[];
  /** Names of fields of which at least one has to be set. */
  readonly oneOf?: readonly string[];
  /** Whether a source lists it for keys of the second level (GS3-keys). */
  readonly secondLevel?: true;
  /** Models that have it. Left out: all. */
  readonly models?: readonly string[];
}

/** Without it the key would do nothing. No source says so in words, hence it is concluded. */
function needed(name: string): FieldDefinition {
  return { name, required: true };
}

/** Few installations need it, so a form may keep it out of sight. */
function rare(name: string): FieldDefinition {
  return { name, rare: true };
}

const LINE_FIELDS: readonly FieldDefinition[] = [
  needed('line-sip-uri'),
  'line-primary',
  'line-short-desc-unicode',
  'line-sip-user-id',
  'line-sip-pwd',
  'line-sip-realm',
  'line-shared-type',
  'line-ring-delay',
  rare('line-hunt-sequence'),
  rare('line-hot-line-warm-line'),
  rare('line-hld'),
  rare('line-hld-active'),
  rare('line-hidden'),
  rare('line-int-allow'),
  rare('line-mlo-pos'),
  rare('line-short-desc'),
];

const SEND_URL_FIELDS: readonly FieldDefinition[] = [
  needed('send-url-address'),
  'send-url-protocol',
  'send-url-port',
  'send-url-path',
  'send-url-query',
  'send-url-method',
  'send-url-user-id',
  'send-url-passwd',
  rare('stimulus-led-control-uri'),
  rare('blf-popup'),
];

/**
 * What a function key can do (phones reference, section 2). Phones know more codes; only those with a documented
 * meaning stand here.
 */
const DEFINITIONS: readonly FunctionDefinition[] = [
  { value: 'none', wire: '0', label: { en: 'No function', de: 'Keine Funktion' }, secondLevel: true },
  {
    value: 'selected-dialing',
    wire: '1',
    label: { en: 'Selected dialing', de: 'Zielwahl' },
    secondLevel: true,
    fields: [needed('select-dial')],
  },
  { value: 'redial', wire: '3', label: { en: 'Repeat dialing', de: 'Wahlwiederholung' }, secondLevel: true },
  {
    value: 'forwarding',
    wire: '6',
    label: { en: 'Forwarding', de: 'Rufumleitung' },
    fields: [needed('forwarding-type'), 'forwarding-dest'],
  },
  { value: 'ringer-off', wire: '9', label: { en: 'Ringer off', de: 'Klingel aus' } },
  { value: 'hold', wire: '10', label: { en: 'Hold', de: 'Halten' } },
  { value: 'alternate', wire: '11', label: { en: 'Alternate', de: 'Makeln' }, secondLevel: true },
  {
    value: 'blind-transfer',
    wire: '12',
    label: { en: 'Blind transfer', de: 'Blinde Übergabe' },
    secondLevel: true,
  },
  { value: 'transfer', wire: '13', label: { en: 'Transfer', de: 'Übergabe' }, secondLevel: true },
  {
    value: 'deflect',
    wire: '14',
    label: { en: 'Deflect', de: 'Weiterleiten' },
    secondLevel: true,
    fields: ['key-deflect-destination'],
  },
  { value: 'shift', wire: '18', label: { en: 'Shift', de: 'Tastenebene umschalten' } },
  { value: 'conference', wire: '22', label: { en: 'Conference', de: 'Konferenz' }, secondLevel: true },
  { value: 'headset', wire: '24', label: { en: 'Headset', de: 'Headset' } },
  { value: 'do-not-disturb', wire: '25', label: { en: 'Do not disturb', de: 'Anrufschutz' } },
  { value: 'group-pickup', wire: '29', label: { en: 'Group pickup', de: 'Gruppenübernahme' } },
  {
    value: 'repertory-dial',
    wire: '30',
    label: { en: 'Repertory dial', de: 'Kurzwahl' },
    secondLevel: true,
    fields: [needed('repertory-dial')],
  },
  { value: 'line', wire: '31', label: { en: 'Line', de: 'Leitung' }, fields: LINE_FIELDS },
  { value: 'consultation', wire: '50', label: { en: 'Consultation', de: 'Rückfrage' }, secondLevel: true },
  {
    value: 'server-feature',
    wire: '54',
    label: { en: 'Server feature', de: 'Leistungsmerkmal des Servers' },
    fields: ['stimulus-feature-code', 'stimulus-DTMF-sequence', 'stimulus-led-control-uri'],
    oneOf: ['stimulus-feature-code', 'stimulus-DTMF-sequence'],
  },
  {
    value: 'aics-zip-tone',
    wire: '57',
    label: { en: 'AICS zip tone', de: 'AICS-Hinweiston' },
    models: ['OpenStage 40', 'OpenStage 60', 'OpenStage 80'],
  },
  {
    value: 'feature-toggle',
    wire: '58',
    label: { en: 'Feature toggle', de: 'Funktionsumschaltung' },
    fields: [needed('stimulus-feature-code'), 'stimulus-led-control-uri', 'stimulus-DTMF-sequence'],
  },
  {
    value: 'blf',
    wire: '59',
    label: { en: 'Busy lamp field', de: 'Besetztlampenfeld' },
    fields: [needed('stimulus-led-control-uri'), 'blf-audible', 'blf-popup'],
  },
  {
    value: 'start-application',
    wire: '60',
    label: { en: 'Start application', de: 'Anwendung starten' },
    fields: [needed('FPK-app-name')],
  },
  { value: 'send-url', wire: '63', label: { en: 'Send URL', de: 'URL senden' }, fields: SEND_URL_FIELDS },
];

/** The functions as the values of a parameter. */
export const FUNCTIONS: readonly ChoiceDefinition[] = DEFINITIONS.map(({ value, wire, label }) => ({
  value,
  wire,
  label,
}));

/** A parameter that a function uses, of the same key. */
export interface KeyField {
  /** Id of the parameter. */
  readonly parameter: string;
  /** Without a value of it the key does nothing (concluded from what the function is for). */
  readonly required: boolean;
  /** Seldom needed. */
  readonly rare: boolean;
}

/** What a function of a key needs and where it can be used. */
export interface KeyFunction {
  /** Value of the parameter `7.7.2/fpk.function`. */
  readonly value: string;
  /** All parameters that it uses, in the order of a form; those of other functions have no effect on the key. */
  readonly fields: readonly KeyField[];
  /** Ids of fields of which at least one has to be set; empty without such a rule. */
  readonly oneOf: readonly string[];
  /** Whether a source lists it for the second level of keys. The rest may work there, but nobody says so. */
  readonly secondLevel: boolean;
  /** Models that have it; null for all. */
  readonly models: readonly string[] | null;
}

/** Every function with a documented meaning, in the order of its codes. */
export const keyFunctions: readonly KeyFunction[] = DEFINITIONS.map((one) => ({
  value: one.value,
  fields: (one.fields ?? []).map((field) => {
    const { name, required = false, rare = false } = typeof field === 'string' ? { name: field } : field;
    return { parameter: `other/${name}`, required, rare };
  }),
  oneOf: (one.oneOf ?? []).map((name) => `other/${name}`),
  secondLevel: one.secondLevel ?? false,
  models: one.models ?? null,
}));
