import type { Parameter } from '../../api/types.ts';

/** A parameter of the catalog for tests: a plain text setting, unless changed. */
export function aParameter(changes: Partial<Parameter> = {}): Parameter {
  const item = changes.item ?? 'reg-addr';
  return {
    id: `7.3.2/${item}`,
    section: '7.3.2',
    menu: 'Telephony',
    menuLabel: { en: 'Telephony', de: 'Telefonie' },
    title: 'SIP Settings',
    titleLabel: { en: 'SIP Settings', de: 'SIP-Einstellungen' },
    label: { en: `Label of ${item}`, de: `Name von ${item}` },
    help: { en: 'What it does.', de: 'Was er tut.' },
    type: 'text',
    values: null,
    valuesSource: null,
    default: null,
    min: null,
    max: null,
    excluded: [],
    maxLength: null,
    unit: null,
    format: null,
    purpose: 'setting',
    readOnly: false,
    secret: false,
    scopes: ['client-sip', 'client-hfa'],
    item,
    index: { kind: 'single' },
    list: null,
    emptyWire: '',
    certainty: 'certain',
    codesCertainty: null,
    limits: null,
    source: 'G 1',
    ...changes,
  };
}
