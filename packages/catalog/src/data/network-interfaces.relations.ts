import type { Relation } from '../relations.ts';

/** Rules of guide section 7.6.6. */
export const networkInterfacesRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.6.6/pc-port-mode', in: ['enabled', 'mirror'] },
    parameters: ['7.6.6/pc-port-speed', '7.6.6/pc-port-auto-mdix'],
    source: 'OSEM 7.6.6',
  },
];
