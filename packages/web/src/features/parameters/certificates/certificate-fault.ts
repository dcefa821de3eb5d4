/**
 * Why a file is not what a slot takes:
 * - `has-key`: an authority's slot, and the file holds a private key, which must not leave its owner;
 * - `no-key`: a slot for a certificate with its key, and the file has none;
 * - `key-form`: the key is encrypted, or in a form other than PKCS#8;
 * - `old-cipher`: a PKCS#12 with a cipher that browsers no longer know, such as RC2 or 3DES.
 */
export type CertificateFaultKind =
  | 'empty'
  | 'too-large'
  | 'unreadable'
  | 'no-certificate'
  | 'has-key'
  | 'no-key'
  | 'key-form'
  | 'needs-password'
  | 'wrong-password'
  | 'old-cipher';

/** A file that cannot be taken; its message repeats nothing of the file. */
export class CertificateFault extends Error {
  override readonly name = 'CertificateFault';
  readonly kind: CertificateFaultKind;

  constructor(kind: CertificateFaultKind) {
    super(`certificate file refused: ${kind}`);
    this.kind = kind;
  }
}
