import { type ChoiceDefinition, inSection } from '../define.ts';
import { DSCP_CLASSES } from '../dscp-classes.ts';
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

/** Sections 7.6.6, 7.6.7 of the guide. */
export const network: readonly Parameter[] = [
  ...inSection('7.6.6', [
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

  ...inSection('7.6.7', [
    {
      id: 'layer-2-enabled',
      item: 'qos-layer2',
      type: 'boolean',
      label: { en: 'Layer 2 Enabled', de: 'Layer-2-QoS aktiv' },
      help: {
        en: 'Marks frames with a VLAN tag and a priority.',
        de: 'Kennzeichnet Ethernet-Rahmen mit VLAN-Tag und Priorität.',
      },
      default: true,
      source: 'GS3',
    },
    {
      id: 'layer-2-voice',
      item: 'l2qos-voice',
      type: 'integer',
      label: { en: 'Layer 2 Voice', de: 'Layer-2-Priorität Sprache' },
      help: {
        en: 'Layer 2 priority of speech data, 0 to 7.',
        de: 'Layer-2-Priorität der Sprachdaten, 0 bis 7.',
      },
      default: 5,
      min: 0,
      max: 7,
      source: 'GS3',
    },
    {
      id: 'layer-2-signalling',
      item: 'l2qos-signalling',
      type: 'integer',
      label: { en: 'Layer 2 Signalling', de: 'Layer-2-Priorität Signalisierung' },
      help: {
        en: 'Layer 2 priority of signaling, 0 to 7.',
        de: 'Layer-2-Priorität der Signalisierung, 0 bis 7.',
      },
      default: 3,
      min: 0,
      max: 7,
      source: 'GS3',
    },
    {
      id: 'layer-2-default',
      item: 'l2qos-default',
      type: 'integer',
      label: { en: 'Layer 2 Default', de: 'Layer-2-Priorität Standard' },
      help: {
        en: 'Layer 2 priority of all other traffic, 0 to 7.',
        de: 'Layer-2-Priorität des übrigen Datenverkehrs, 0 bis 7.',
      },
      default: 0,
      min: 0,
      max: 7,
      source: 'GS3',
    },
    {
      id: 'layer-3-enabled',
      item: 'qos-layer3',
      type: 'boolean',
      label: { en: 'Layer 3 Enabled', de: 'Layer-3-QoS aktiv' },
      help: {
        en: 'Marks IP packets with a DiffServ class.',
        de: 'Kennzeichnet IP-Pakete mit einer DiffServ-Klasse.',
      },
      default: true,
      source: 'GS3',
    },
    {
      id: 'layer-3-voice',
      item: 'l3qos-voice',
      type: 'integer',
      label: { en: 'Layer 3 Voice', de: 'Layer-3-Klasse Sprache' },
      help: {
        en: 'DiffServ class of speech data, as a name or a number from 0 to 63.',
        de: 'DiffServ-Klasse der Sprachdaten, als Name oder Zahl von 0 bis 63.',
      },
      values: DSCP_CLASSES,
      default: 0,
      min: 0,
      max: 63,
      format: 'dscp',
      source: 'GS3, ADM-CP 56',
    },
    {
      id: 'layer-3-signalling',
      item: 'l3qos-signalling',
      type: 'integer',
      label: { en: 'Layer 3 Signalling', de: 'Layer-3-Klasse Signalisierung' },
      help: {
        en: 'DiffServ class of signaling, as a name or a number from 0 to 63.',
        de: 'DiffServ-Klasse der Signalisierung, als Name oder Zahl von 0 bis 63.',
      },
      values: DSCP_CLASSES,
      default: 0,
      min: 0,
      max: 63,
      format: 'dscp',
      source: 'GS3',
    },
  ]),
];
