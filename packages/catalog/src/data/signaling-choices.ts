import type { ChoiceDefinition } from '../define.ts';

/** Whether a phone opens a port of its own for SIP connections. */
export const SIP_CONNECTION_TYPES: readonly ChoiceDefinition[] = [
  { value: 'persistent', wire: '0', label: { en: 'Persistent', de: 'Dauerhaft' }, certainty: 'inferred' },
  { value: 'listening', wire: '1', label: { en: 'Listening', de: 'Lauschend' }, certainty: 'inferred' },
];

/** The item tells whether renegotiation without RFC 5746 is allowed; its direction is read from its name. */
export const TLS_RENEGOTIATIONS: readonly ChoiceDefinition[] = [
  {
    value: 'secure',
    wire: 'false',
    label: { en: 'Secure (RFC 5746)', de: 'Sicher (RFC 5746)' },
    certainty: 'inferred',
  },
  {
    value: 'insecure-allowed',
    wire: 'true',
    label: { en: 'Insecure allowed', de: 'Unsicher erlaubt' },
    certainty: 'inferred',
  },
];

/** Transports of HFA signaling. */
export const HFA_TRANSPORTS: readonly ChoiceDefinition[] = [
  { value: 'tcp', wire: '0', label: { en: 'TCP', de: 'TCP' }, certainty: 'inferred' },
  { value: 'tls', wire: '1', label: { en: 'TLS', de: 'TLS' }, certainty: 'inferred' },
];
