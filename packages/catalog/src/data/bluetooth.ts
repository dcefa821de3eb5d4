import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.1.3 of the guide. */
export const bluetooth: readonly Parameter[] = [
  ...inSection('7.1.3', [
    {
      id: 'bluetooth-allowed',
      item: 'enable-bluetooth-interface',
      type: 'boolean',
      label: { en: 'Bluetooth allowed', de: 'Bluetooth erlaubt' },
      help: {
        en: 'Lets the phone use its Bluetooth interface at all.',
        de: 'Gibt die Bluetooth-Schnittstelle des Telefons frei.',
      },
      default: false,
      certainty: 'inferred',
      source: 'GS3, OSEM 7.1.3',
    },
    {
      id: 'bluetooth-beacon-mode',
      item: 'bt-beacon-mode',
      type: 'enum',
      label: { en: 'Bluetooth Beacon Mode', de: 'Bluetooth-Beacon-Modus' },
      help: {
        en: 'Kind of signal that the phone sends so that apps nearby can find their place.',
        de: 'Art des Funksignals, an dem Apps in der Nähe ihren Standort erkennen.',
      },
      values: [
        { value: 'disabled', wire: '0', label: { en: 'Disabled', de: 'Deaktiviert' }, certainty: 'inferred' },
        { value: 'eddystone', wire: '1', label: { en: 'Eddystone', de: 'Eddystone' }, certainty: 'inferred' },
        { value: 'ibeacon', wire: '2', label: { en: 'iBeacon', de: 'iBeacon' }, certainty: 'inferred' },
      ],
      certainty: 'inferred',
      source: 'OSEM 7.1.3',
    },
    {
      id: 'ibeacon-uuid',
      item: 'bt-ibeacon-uuid',
      type: 'text',
      label: { en: 'iBeacon UUID', de: 'iBeacon-UUID' },
      help: {
        en: 'Identifier that all beacons of the organization share.',
        de: 'Kennung, die alle Beacons des Unternehmens gemeinsam haben.',
      },
      maxLength: 36,
      format: 'uuid',
      certainty: 'inferred',
      source: 'OSEM 7.1.3',
    },
    {
      id: 'ibeacon-major',
      item: 'bt-ibeacon-major',
      type: 'integer',
      label: { en: 'iBeacon Major', de: 'iBeacon-Major-Wert' },
      help: {
        en: 'Number of the group that the beacon belongs to, such as a building.',
        de: 'Nummer der Gruppe, zu der das Beacon gehört, etwa eines Gebäudes.',
      },
      default: 0,
      min: 0,
      max: 65535,
      certainty: 'inferred',
      source: 'OSEM 7.1.3',
    },
    {
      id: 'ibeacon-minor',
      item: 'bt-ibeacon-minor',
      type: 'integer',
      label: { en: 'iBeacon Minor', de: 'iBeacon-Minor-Wert' },
      help: {
        en: 'Number of the beacon within its group, such as a room.',
        de: 'Nummer des Beacons innerhalb seiner Gruppe, etwa eines Raums.',
      },
      default: 0,
      min: 0,
      max: 65535,
      certainty: 'inferred',
      source: 'OSEM 7.1.3',
    },
    {
      id: 'eddystone-beacon-interval',
      item: 'bt-eddystone-interval',
      type: 'integer',
      label: { en: 'Eddystone Beacon Interval', de: 'Eddystone-Sendeintervall' },
      help: {
        en: 'Time between two Eddystone signals; shorter ones are found sooner.',
        de: 'Abstand zweier Eddystone-Signale; ein kürzerer lässt sie schneller finden.',
      },
      default: 1000,
      // Advertising intervals of the Bluetooth Core Specification; the guide states no unit.
      min: 20,
      max: 10240,
      unit: 'milliseconds',
      certainty: 'inferred',
      source: 'OSEM 7.1.3',
    },
  ]),
];
