import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.4.4 of the guide. */
export const opus: readonly Parameter[] = [
  ...inSection('7.4.4', [
    {
      id: 'opus-max-bandwidth',
      item: 'opus-max-bandwidth',
      type: 'enum',
      label: { en: 'OPUS Max bandwidth', de: 'Höchste Opus-Bandbreite' },
      help: {
        en: 'Range of sound frequencies that the encoder transmits at most.',
        de: 'Tonfrequenzbereich, den der Encoder höchstens überträgt.',
      },
      values: [
        { value: 'wideband', wire: '0', label: { en: 'Wideband', de: 'Breitband' }, certainty: 'inferred' },
        {
          value: 'narrowband',
          wire: '1',
          label: { en: 'Narrowband', de: 'Schmalband' },
          certainty: 'inferred',
        },
      ],
      default: 'wideband',
      certainty: 'inferred',
      source: 'OSEM 7.4.4',
    },
    {
      id: 'opus-bitrate-type',
      item: 'opus-bitrate-type',
      type: 'enum',
      label: { en: 'OPUS Bitrate type', de: 'Opus-Bitrate' },
      help: {
        en: 'Whether the bit rate follows what is said (VBR) or stays the same (CBR).',
        de: 'Legt fest, ob sich die Bitrate nach dem Gesprochenen richtet (VBR) oder gleich bleibt (CBR).',
      },
      values: [
        { value: 'vbr', wire: '0', label: { en: 'VBR', de: 'Variabel (VBR)' }, certainty: 'inferred' },
        { value: 'cbr', wire: '1', label: { en: 'CBR', de: 'Konstant (CBR)' }, certainty: 'inferred' },
      ],
      certainty: 'inferred',
      source: 'OSEM 7.4.4',
    },
    {
      id: 'opus-max-complexity',
      item: 'opus-max-complexity',
      type: 'integer',
      label: { en: 'OPUS Max complexity', de: 'Höchster Opus-Rechenaufwand' },
      help: {
        en: 'Limit up to which the encoder trades computing time for quality; under load it stays below by itself.',
        de: 'Grenze, bis zu der der Encoder Rechenzeit für bessere Qualität aufwendet; unter Last bleibt er von selbst darunter.',
      },
      default: 10,
      min: 0,
      max: 10,
      certainty: 'inferred',
      source: 'OSEM 7.4.4',
    },
    {
      id: 'opus-fec',
      item: 'opus-fec',
      type: 'boolean',
      label: { en: 'OPUS FEC', de: 'Opus-Fehlerkorrektur (FEC)' },
      help: {
        en: 'Adds redundant data so that lost packets can be restored, at the price of bandwidth and computing time.',
        de: 'Fügt redundante Daten hinzu, aus denen sich verlorene Pakete wiederherstellen lassen; das kostet Bandbreite und Rechenzeit.',
      },
      default: false,
      certainty: 'inferred',
      source: 'OSEM 7.4.4',
    },
    {
      id: 'opus-dtx',
      item: 'opus-dtx',
      type: 'boolean',
      label: { en: 'OPUS DTX', de: 'Opus-Sprechpausen (DTX)' },
      help: {
        en: 'Sends empty frames instead of speech data while nobody speaks.',
        de: 'Sendet in Sprechpausen leere Rahmen statt Sprachdaten.',
      },
      default: false,
      certainty: 'inferred',
      source: 'OSEM 7.4.4',
    },
    {
      id: 'opus-plr',
      item: 'opus-plr',
      type: 'integer',
      label: { en: 'OPUS PLR', de: 'Erwarteter Paketverlust (Opus)' },
      help: {
        en: 'Share of packets in percent that the encoder expects the network to lose.',
        de: 'Anteil der Pakete in Prozent, mit deren Verlust im Netz der Encoder rechnet.',
      },
      default: 0,
      min: 0,
      max: 100,
      certainty: 'inferred',
      source: 'OSEM 7.4.4',
    },
  ]),
];
