import type { Relation } from '../relations.ts';

/** Section 7.4.3 of the guide. */
export const srtpRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.4.3/secure-calls-enabled', in: [true] },
    parameters: [
      '7.4.3/srtp-encryption-methods-list',
      '7.4.3/srtp-encryption-methods-list:allowed',
      '7.4.3/srtp-encryption-methods-list:rank',
      '7.4.3/srtp-encryption-methods-client',
      '7.4.3/srtp-encryption-methods-client:method',
      '7.4.3/srtp-encryption-methods-client:rank',
      '7.4.3/srtp-key-negotiation-mode',
      '7.4.3/sdp-negotiation-mode',
      '7.4.3/srtcp-encryption-enabled',
      '7.4.3/srtp-key-negotiation-method',
      '7.4.3/secure-calls-payload-options',
      '7.4.3/crypto-context-update',
    ],
    source: 'OSEM 7.4.3',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.4.3/secure-call-alert', in: [true] },
    parameters: ['7.4.3/secure-calls-alert-audible-indication'],
    source: 'OSEM 7.4.3',
  },
];
