import type { LocalizedText } from '@deskfleet/catalog';

export const learnReasonCodes = [
  'learn.name',
  'learn.label',
  'learn.value',
  'learn.unknown_code',
  'learn.no_value',
  'learn.siblings',
  'learn.index',
  'learn.not_reported',
] as const;

/** Why an item of a phone may belong to a parameter, for a person to judge. */
export interface LearnReason {
  readonly code: (typeof learnReasonCodes)[number];
  readonly text: LocalizedText;
}

const reason = (code: LearnReason['code'], en: string, de: string): LearnReason => ({
  code,
  text: { en, de },
});

export const reasons = {
  name: (item: string, percent: number) =>
    reason(
      'learn.name',
      `Its name is like "${item}", the one that the catalog expects (${percent}%).`,
      `Der Name ähnelt „${item}“, dem Namen, den der Katalog erwartet (${percent}\u00a0%).`,
    ),
  label: (label: LocalizedText, percent: number) =>
    reason(
      'learn.label',
      `Its name has words of the label "${label.en}" (${percent}%).`,
      `Der Name enthält Wörter der englischen Bezeichnung „${label.en}“ (${percent}\u00a0%).`,
    ),
  value: (value: string) =>
    reason(
      'learn.value',
      `Its value "${value}" is one that the parameter takes.`,
      `Der Wert „${value}“ ist für den Parameter zulässig.`,
    ),
  unknownCode: (value: string) =>
    reason(
      'learn.unknown_code',
      `Its value "${value}" is no code that the catalog has for the choices, but those are inferred, too.`,
      `Der Wert „${value}“ ist kein Code, den der Katalog für die Auswahl kennt; die Codes sind aber ebenfalls erschlossen.`,
    ),
  noValue: () =>
    reason(
      'learn.no_value',
      'The phone tells no value, so that only the name speaks for it.',
      'Das Telefon meldet keinen Wert, es spricht also nur der Name dafür.',
    ),
  siblings: (count: number, title: LocalizedText) =>
    reason(
      'learn.siblings',
      count === 1
        ? `Another item of the phone in "${title.en}" begins with the same word.`
        : `${count} other items of the phone in "${title.en}" begin with the same word.`,
      count === 1
        ? `Ein weiteres Item des Telefons in „${title.de}“ beginnt mit demselben Wort.`
        : `${count} weitere Items des Telefons in „${title.de}“ beginnen mit demselben Wort.`,
    ),
  index: () =>
    reason(
      'learn.index',
      'The phone numbers it in another way than the catalog, so the index rule would change, too.',
      'Das Telefon nummeriert es anders als der Katalog, die Indexregel würde sich also ebenfalls ändern.',
    ),
  notReported: (item: string) =>
    reason('learn.not_reported', `The phone reports no "${item}".`, `Das Telefon meldet kein „${item}“.`),
};
