import { type ChoiceDefinition, inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

const PORT_SPEEDS: readonly ChoiceDefinition[] = [
  { value: 'any', wire: '0', label: { en: 'Any', de: 'Automatisch' } },
  {
    value: '10-half',
    wire: '1',
    label: { en: '10 Mbit half-duplex', de: '10 Mbit/s Halbduplex' },
    certainty: 'inferred',
  },
  {
    value: '10-full',
    wire: '2',
    label: { en: '10 Mbit full-duplex', de: '10 Mbit/s Vollduplex' },
    certainty: 'inferred',
  },
  {
    value: '100-half',
    wire: '3',
    label: { en: '100 Mbit half-duplex', de: '100 Mbit/s Halbduplex' },
    certainty: 'inferred',
  },
  {
    value: '100-full',
    wire: '4',
    label: { en: '100 Mbit full-duplex', de: '100 Mbit/s Vollduplex' },
    certainty: 'inferred',
  },
  {
    value: '1000-full',
    wire: '5',
    label: { en: '1000 Mbit full-duplex', de: '1000 Mbit/s Vollduplex' },
    certainty: 'inferred',
  },
];

/** Section 7.6.6 of the guide. */
export const networkInterfaces: readonly Parameter[] = [
  ...inSection('7.6.6', [
    {
      id: 'lan-port-status',
      item: 'port1-status',
      type: 'text',
      label: { en: 'LAN port status', de: 'LAN-Port-Status' },
      help: {
        en: 'State of the port towards the network, such as the speed in use.',
        de: 'Zustand des Anschlusses zum Netzwerk, etwa die genutzte Geschwindigkeit.',
      },
      purpose: 'report',
      scopes: ['client-sip', 'client-hfa'],
      certainty: 'inferred',
      source: 'OSEM 7.6.6',
    },
    {
      id: 'lan-port-speed',
      item: 'port1',
      type: 'enum',
      label: { en: 'LAN port speed', de: 'LAN-Port-Geschwindigkeit' },
      help: {
        en: 'Speed and duplex mode of the port towards the network.',
        de: 'Geschwindigkeit und Duplexbetrieb des Anschlusses zum Netzwerk.',
      },
      values: PORT_SPEEDS,
      default: 'any',
      source: 'GS3',
    },
    {
      id: 'pc-port-status',
      item: 'port2-status',
      type: 'text',
      label: { en: 'PC port status', de: 'PC-Port-Status' },
      help: {
        en: 'State of the port for the computer, such as the speed in use.',
        de: 'Zustand des Anschlusses für den PC, etwa die genutzte Geschwindigkeit.',
      },
      purpose: 'report',
      scopes: ['client-sip', 'client-hfa'],
      certainty: 'inferred',
      source: 'OSEM 7.6.6',
    },
    {
      id: 'pc-port-speed',
      item: 'port2',
      type: 'enum',
      label: { en: 'PC port speed', de: 'PC-Port-Geschwindigkeit' },
      help: {
        en: 'Speed and duplex mode of the port for the computer.',
        de: 'Geschwindigkeit und Duplexbetrieb des Anschlusses für den PC.',
      },
      values: PORT_SPEEDS,
      default: 'any',
      source: 'GS3',
    },
    {
      id: 'pc-port-mode',
      item: 'port2-mode',
      type: 'enum',
      label: { en: 'PC port mode', de: 'PC-Port-Betriebsart' },
      help: {
        en: "Switches the port for the computer off or on, or lets it mirror the phone's traffic.",
        de: 'Schaltet den Anschluss für den PC ab oder ein oder spiegelt darauf den Datenverkehr des Telefons.',
      },
      values: [
        { value: 'disabled', wire: '0', label: { en: 'Disabled', de: 'Abgeschaltet' } },
        { value: 'enabled', wire: '1', label: { en: 'Enabled', de: 'Eingeschaltet' } },
        { value: 'mirror', wire: '2', label: { en: 'Mirror', de: 'Spiegelung' } },
      ],
      source: 'GS3',
    },
    {
      id: 'pc-port-auto-mdix',
      item: 'port2-auto-mdix-enabled',
      type: 'boolean',
      label: { en: 'PC port Auto-MDIX', de: 'Auto-MDIX am PC-Port' },
      help: {
        en: 'Detects crossed and straight cables at the port for the computer.',
        de: 'Erkennt am PC-Anschluss gekreuzte und gerade Kabel selbsttätig.',
      },
      source: 'GS3',
    },
  ]),
];
