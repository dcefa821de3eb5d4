import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Sections 7.3.7, 7.3.8 of the guide. */
export const canonicalDialing: readonly Parameter[] = [
  ...inSection('7.3.7', [
    {
      id: 'local-country-code',
      item: 'Canonical-dialing-local-country-code',
      type: 'text',
      label: { en: 'Local country code', de: 'Landeskennzahl' },
      help: {
        en: 'Country code of the site without prefix, such as 49 for Germany.',
        de: 'Landeskennzahl des Standorts ohne Präfix, etwa 49 für Deutschland.',
      },
      format: 'digits',
      source: 'GS3',
    },
    {
      id: 'national-prefix-digit',
      item: 'Canonical-dialing-national-prefix',
      type: 'text',
      label: { en: 'National prefix digit', de: 'Nationales Präfix' },
      help: {
        en: 'Digits dialed before an area code, such as 0 in Germany.',
        de: 'Ziffern vor der Ortsnetzkennzahl bei Ferngesprächen im Inland, in Deutschland die 0.',
      },
      format: 'digits',
      source: 'GS3',
    },
    {
      id: 'local-national-code',
      item: 'Canonical-dialing-local-area-code',
      type: 'text',
      label: { en: 'Local National Code', de: 'Ortsnetzkennzahl' },
      help: {
        en: 'Area code of the site without prefix, such as 89 for Munich.',
        de: 'Ortsnetzkennzahl des Standorts ohne führende Null, etwa 89 für München.',
      },
      format: 'digits',
      source: 'GS3',
    },
    {
      id: 'minimum-local-number-length',
      item: 'Canonical-dialing-min-local-number-length',
      type: 'integer',
      label: { en: 'Minimum Local Number Length', de: 'Mindestlänge von Ortsrufnummern' },
      help: {
        en: 'Smallest number of digits that makes a local number.',
        de: 'Anzahl der Ziffern, die eine Ortsrufnummer mindestens hat.',
      },
      min: 0,
      source: 'GS3',
    },
    {
      id: 'maximum-local-number-length',
      item: 'Canonical-dialing-max-local-number-length',
      type: 'integer',
      label: { en: 'Maximum Local Number Length', de: 'Höchstlänge von Ortsrufnummern' },
      help: {
        en: 'Largest number of digits that makes a local number.',
        de: 'Anzahl der Ziffern, die eine Ortsrufnummer höchstens hat.',
      },
      min: 0,
      certainty: 'inferred',
      source: 'OSEM 7.3.7',
    },
    {
      id: 'local-enterprise-node',
      item: 'Canonical-dialing-local-node',
      type: 'text',
      label: { en: 'Local Enterprise Node', de: 'Anlagenrufnummer' },
      help: {
        en: 'Trunk number of the site without area code and extension.',
        de: 'Durchwahlfähige Anlagenrufnummer des Standorts ohne Vorwahl und Nebenstelle.',
      },
      format: 'digits',
      source: 'GS3',
    },
    {
      id: 'pstn-access-code',
      item: 'Canonical-dialing-external-access',
      type: 'text',
      label: { en: 'PSTN Access Code', de: 'Amtskennzahl' },
      help: {
        en: 'Digits that seize an outside line.',
        de: 'Ziffern, mit denen eine Amtsleitung belegt wird.',
      },
      format: 'digits',
      source: 'GS3',
    },
    {
      id: 'operator-code',
      item: 'Canonical-dialing-operator-code',
      type: 'text',
      label: { en: 'Operator Code', de: 'Rufnummer der Vermittlung' },
      help: {
        en: 'Numbers of the operator, separated by commas.',
        de: 'Rufnummern des Vermittlungsplatzes, durch Kommas getrennt.',
      },
      format: 'digit-list',
      source: 'GS3',
    },
    {
      id: 'emergency-numbers',
      item: 'Canonical-dialing-emergency-number',
      type: 'text',
      label: { en: 'Emergency Numbers', de: 'Notrufnummern' },
      help: {
        en: 'Emergency numbers that are dialed unchanged, separated by commas.',
        de: 'Notrufnummern, die unverändert gewählt werden, durch Kommas getrennt.',
      },
      format: 'digit-list',
      source: 'GS3',
    },
    {
      id: 'initial-extension-digits',
      item: 'Canonical-dialing-extension-initial-digits',
      type: 'text',
      label: { en: 'Initial Extension Digits', de: 'Anfangsziffern der Nebenstellen' },
      help: {
        en: 'First digits by which an extension is recognized, separated by commas.',
        de: 'Anfangsziffern, an denen eine Nebenstellennummer erkannt wird, durch Kommas getrennt.',
      },
      format: 'digit-list',
      source: 'GS3',
    },
    {
      id: 'expect-dial-number',
      item: 'Canonical-dialing-expect-dial-number',
      type: 'boolean',
      label: { en: 'Expect Dial Number', de: 'Wählbare Rufnummern erwarten' },
      help: {
        en: 'Takes numbers for ready to dial, access code included, before they are converted to the canonical form.',
        de: 'Nimmt vor der Umsetzung in die kanonische Form an, dass Rufnummern so vorliegen, wie sie gewählt werden, samt Amtskennzahl.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.3.7',
    },
    {
      id: 'dial-internal-numbers',
      item: 'Canonical-dialing-dial-internal-form',
      type: 'enum',
      label: { en: 'Dial Internal Numbers', de: 'Interne Rufnummern wählen' },
      help: {
        en: 'Form in which the phone dials numbers of its own site.',
        de: 'Form, in der das Telefon Rufnummern des eigenen Standorts wählt.',
      },
      values: [
        {
          value: 'local-enterprise-form',
          wire: '0',
          label: { en: 'Local Enterprise Form', de: 'Als Nebenstelle' },
        },
        {
          value: 'always-add-node',
          wire: '1',
          label: { en: 'Always Add Node', de: 'Immer mit Anlagenrufnummer' },
        },
        {
          value: 'use-external-numbers',
          wire: '2',
          label: { en: 'Use External Numbers', de: 'Wie externe Rufnummern' },
        },
      ],
      default: 'local-enterprise-form',
      source: 'GS3, SIM',
    },
    {
      id: 'dial-external-numbers',
      item: 'Canonical-dialing-dial-external-form',
      type: 'enum',
      label: { en: 'Dial External Numbers', de: 'Externe Rufnummern wählen' },
      help: {
        en: 'Form in which the phone dials numbers outside of the site.',
        de: 'Form, in der das Telefon externe Rufnummern wählt.',
      },
      values: [
        {
          value: 'local-public-form',
          wire: '0',
          label: { en: 'Local Public Form', de: 'Als Ortsrufnummer' },
        },
        {
          value: 'national-public-form',
          wire: '1',
          label: { en: 'National Public Form', de: 'Mit Ortsnetzkennzahl' },
        },
        { value: 'international-form', wire: '2', label: { en: 'International Form', de: 'International' } },
      ],
      default: 'local-public-form',
      source: 'GS3, SIM',
    },
    {
      id: 'external-access-code',
      item: 'Canonical-dialing-dial-needs-access-code',
      type: 'enum',
      label: { en: 'External Access Code', de: 'Amtskennzahl vorwählen' },
      help: {
        en: 'Decides whether the access code is dialed before external numbers.',
        de: 'Legt fest, ob vor externen Rufnummern die Amtskennzahl gewählt wird.',
      },
      values: [
        { value: 'not-required', wire: '0', label: { en: 'Not required', de: 'Nicht erforderlich' } },
        {
          value: 'for-external-numbers',
          wire: '1',
          label: { en: 'For External Numbers', de: 'Bei externen Rufnummern' },
        },
      ],
      default: 'not-required',
      source: 'GS3, SIM',
    },
    {
      id: 'dial-international-numbers',
      item: 'Canonical-dialing-dial-needs-intGWcode',
      type: 'enum',
      label: { en: 'Dial International Numbers', de: 'Internationale Rufnummern wählen' },
      help: {
        en: 'Replaces the plus sign of international numbers by the prefix or leaves it.',
        de: 'Ersetzt das Pluszeichen internationaler Rufnummern durch das Präfix oder lässt es stehen.',
      },
      values: [
        {
          value: 'use-national-code',
          wire: '0',
          label: { en: 'Use National Code', de: 'Nationales Präfix verwenden' },
        },
        { value: 'leave-as-plus', wire: '1', label: { en: 'Leave as +', de: 'Pluszeichen beibehalten' } },
      ],
      default: 'use-national-code',
      source: 'GS3, SIM',
    },
  ]),

  ...inSection('7.3.8', [
    {
      id: 'local-code',
      item: 'Canonical-lookup-local-code',
      type: 'text',
      label: { en: 'Local code', de: 'Ortskennung' },
      help: {
        en: 'Leading digits as dialed locally, which are replaced by the international code of the same row.',
        de: 'Örtlich gewählte Anfangsziffern, die durch die internationale Kennung derselben Zeile ersetzt werden.',
      },
      maxLength: 64,
      index: { kind: 'list', from: 1, to: 50 },
      list: 'canonical-lookup',
      source: 'GS3',
    },
    {
      id: 'international-code',
      item: 'Canonical-lookup-international-code',
      type: 'text',
      label: { en: 'International code', de: 'Internationale Kennung' },
      help: {
        en: 'International form of the local code of the same row.',
        de: 'Internationale Form der Ortskennung derselben Zeile.',
      },
      maxLength: 64,
      index: { kind: 'list', from: 1, to: 50 },
      list: 'canonical-lookup',
      source: 'GS3',
    },
  ]),
];
