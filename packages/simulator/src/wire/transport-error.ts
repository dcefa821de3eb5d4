/** What kept a message from being answered. */
export type TransportErrorKind =
  /** nothing listens there */
  | 'refused'
  /** the server broke the connection */
  | 'reset'
  /** the connection ended before a complete answer */
  | 'closed'
  | 'timeout'
  /** no common TLS version or cipher */
  | 'tls'
  /** the name of the server is not known */
  | 'unresolved'
  /** the phone's own address cannot be used on this machine */
  | 'address'
  /** the answer is not HTTP, or too large */
  | 'http'
  /** a simulated fault of the phone's own making */
  | 'fault'
  | 'other';

/** A message was not answered, or nobody knows whether it was. */
export class TransportError extends Error {
  readonly kind: TransportErrorKind;

  constructor(kind: TransportErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransportError';
    this.kind = kind;
  }
}

const KINDS: ReadonlyMap<string, TransportErrorKind> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['ECONNABORTED', 'reset'],
  ['ETIMEDOUT', 'timeout'],
  ['EHOSTUNREACH', 'refused'],
  ['ENETUNREACH', 'refused'],
  ['ENOTFOUND', 'unresolved'],
  ['EAI_AGAIN', 'unresolved'],
  ['EADDRNOTAVAIL', 'address'],
  ['EINVAL', 'address'],
]);

/** Names an error of a socket. */
export function toTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  if (!(error instanceof Error)) return new TransportError('other', String(error));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isTls = code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code === 'EPROTO';
  return new TransportError(isTls ? 'tls' : (KINDS.get(code) ?? 'other'), error.message, { cause: error });
}
