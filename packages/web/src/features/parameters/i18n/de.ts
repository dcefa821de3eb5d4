import type { Texts } from '../../../shared/i18n/index.ts';
import type { parameters as en } from './en.ts';

export const parameters: Texts<typeof en> = {
  value: {
    empty: '(leer)',
    on: 'Ein',
    off: 'Aus',
  },
  unit: {
    seconds: 's',
    milliseconds: 'ms',
    minutes: 'min',
    hours: 'h',
    days: 'Tage',
    percent: '%',
    packets: 'Pakete',
    lines: 'Zeilen',
    bit: 'Bit',
    '100-ms': '× 100 ms',
    'per-1000-packets': 'je 1.000 Pakete',
  },
  secret: {
    set: 'gesetzt',
    notSet: 'hier nicht gesetzt',
    change: 'Neu setzen',
    new: 'Neuer Wert',
    repeat: 'Wiederholen',
    repeatOf: '{{label}} wiederholen',
    differs: 'Die beiden Eingaben stimmen nicht überein.',
    show: 'Anzeigen',
  },
  fault: {
    integer: 'Geben Sie eine ganze Zahl ein.',
    range: 'Geben Sie eine Zahl von {{min}} bis {{max}} ein.',
    min: 'Geben Sie eine Zahl ab {{min}} ein.',
    max: 'Geben Sie eine Zahl bis {{max}} ein.',
    maxLength_one: 'Geben Sie höchstens {{count}} Zeichen ein.',
    maxLength_other: 'Geben Sie höchstens {{count}} Zeichen ein.',
    digits: 'Geben Sie nur Ziffern ein (auch *, # und +).',
  },
};
