import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Dialogue: items without a place in the guide. */
export const otherDialogue: readonly Parameter[] = [
  ...inSection('other.dialogue', [
    {
      id: 'cleanup-reason',
      item: 'cleanup-reason',
      type: 'text',
      label: { en: 'Reason for the end', de: 'Grund für das Ende' },
      help: {
        en: 'Why phone or server ended the dialogue.',
        de: 'Grund, aus dem Telefon oder Server den Dialog beendet hat.',
      },
      purpose: 'command',
      source: 'G 31, SIM',
    },
    {
      id: 'send-solicited',
      item: 'send-solicited',
      type: 'boolean',
      label: { en: 'Call again when idle', de: 'Erneuter Kontakt im Ruhezustand' },
      help: {
        en: 'Asks a busy phone to call again after the conversation.',
        de: 'Bittet ein besetztes Telefon, sich nach dem Gespräch wieder zu melden.',
      },
      purpose: 'command',
      limits: { firmware: { family: 'OpenStage', from: 'V3 R3' } },
      source: 'G 31, G 76',
    },
    {
      id: 'restart-type',
      item: 'restart-type',
      type: 'enum',
      label: { en: 'Kind of restart', de: 'Art des Neustarts' },
      help: {
        en: 'Turns a restart into a reset to factory settings.',
        de: 'Macht aus einem Neustart das Rücksetzen auf Werkseinstellungen.',
      },
      values: [
        {
          value: 'factory-reset',
          wire: 'FactoryReset',
          label: { en: 'Factory reset', de: 'Werkseinstellungen' },
        },
      ],
      purpose: 'command',
      source: 'PENT',
    },
    {
      id: 'restart-password',
      item: 'restart-password',
      type: 'text',
      label: { en: 'Code for factory reset', de: 'Code für Werkseinstellungen' },
      help: {
        en: 'Code that the phone asks for before a factory reset.',
        de: 'Code, den das Telefon vor dem Rücksetzen verlangt.',
      },
      purpose: 'command',
      secret: true,
      source: 'PENT, GS5',
    },
  ]),
];
