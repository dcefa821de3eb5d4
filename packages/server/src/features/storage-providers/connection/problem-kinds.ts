export const problemKinds = [
  'dns',
  'refused',
  'unreachable',
  'timed-out',
  'tls',
  'forbidden-address',
  'credentials',
  'denied',
  'bucket',
  'region',
  'not-found',
  'redirect',
  'no-index',
  'clock',
  'too-much',
  'broken',
  'stopped',
  'given-up',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** The field of a provider with which a problem has to do. */
export type ProviderField = 'url' | 'user' | 'secret' | 'bucket' | 'region' | 'prefix' | 'pathStyle' | 'ca';

export interface BothLanguages {
  readonly en: string;
  readonly de: string;
}
