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
    bytes: 'Byte',
  },
  secret: {
    set: 'gesetzt',
    notSet: 'hier nicht gesetzt',
    change: 'Neu setzen',
    new: 'Neuer Wert',
    paste: 'Neuen Wert einfügen',
    repeat: 'Wiederholen',
    repeatOf: '{{label}} wiederholen',
    differs: 'Die beiden Eingaben stimmen nicht überein.',
    show: 'Anzeigen',
  },
  fault: {
    required: 'Dieser Wert kann nicht geleert werden. Geben Sie einen ein.',
    integer: 'Geben Sie eine ganze Zahl ein.',
    range: 'Geben Sie eine Zahl von {{min}} bis {{max}} ein.',
    min: 'Geben Sie eine Zahl ab {{min}} ein.',
    max: 'Geben Sie eine Zahl bis {{max}} ein.',
    maxLength_one: 'Geben Sie höchstens {{count}} Zeichen ein.',
    maxLength_other: 'Geben Sie höchstens {{count}} Zeichen ein.',
    excluded: 'Nicht erlaubt: {{numbers}}.',
    trimmed: 'Entfernen Sie die Leerzeichen am Anfang oder Ende.',
    digits: 'Geben Sie nur Ziffern ein (auch *, # und +).',
  },
};
