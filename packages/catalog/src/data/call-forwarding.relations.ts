import type { Relation } from '../relations.ts';

/** Rules of guide sections 7.7.9 and 7.7.10. */
export const callForwardingRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.7.9/on-busy-activated', in: [true] },
    parameters: ['7.7.9/on-busy-address'],
    source: 'OSEM 7.7.9',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.9/no-reply-activated', in: [true] },
    parameters: ['7.7.9/no-reply-address'],
    source: 'OSEM 7.7.9',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.9/unconditional-activated', in: [true] },
    parameters: ['7.7.9/unconditional-address'],
    source: 'OSEM 7.7.9',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.10/on-busy-external-activated', in: [true] },
    parameters: ['7.7.10/on-busy-external-address'],
    source: 'OSEM 7.7.10',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.10/on-busy-internal-activated', in: [true] },
    parameters: ['7.7.10/on-busy-internal-address'],
    source: 'OSEM 7.7.10',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.10/no-reply-external-activated', in: [true] },
    parameters: ['7.7.10/no-reply-external-address'],
    source: 'OSEM 7.7.10',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.10/no-reply-internal-activated', in: [true] },
    parameters: ['7.7.10/no-reply-internal-address'],
    source: 'OSEM 7.7.10',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.10/unconditional-external-activated', in: [true] },
    parameters: ['7.7.10/unconditional-external-address'],
    source: 'OSEM 7.7.10',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.10/unconditional-internal-activated', in: [true] },
    parameters: ['7.7.10/unconditional-internal-address'],
    source: 'OSEM 7.7.10',
  },
];
