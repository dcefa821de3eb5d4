import type { Relation } from '../relations.ts';

export const bluetoothRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.1.3/bluetooth-allowed', in: [true] },
    parameters: ['7.1.3/bluetooth-beacon-mode'],
    source: 'OSEM 7.1.3',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.1.3/bluetooth-beacon-mode', in: ['ibeacon'] },
    parameters: ['7.1.3/ibeacon-uuid', '7.1.3/ibeacon-major', '7.1.3/ibeacon-minor'],
    source: 'OSEM 7.1.3',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.1.3/bluetooth-beacon-mode', in: ['eddystone'] },
    parameters: ['7.1.3/eddystone-beacon-interval'],
    source: 'OSEM 7.1.3',
  },
];
