import type { BothLanguages, ProviderField } from './problem-kinds.ts';

type CertificateText = BothLanguages & { readonly field: ProviderField };

const untrusted: CertificateText = {
  field: 'ca',
  en: 'its issuer is not trusted here. Enter the certificate of the issuing authority.',
  de: 'Dem Aussteller wird hier nicht vertraut. Geben Sie das Zertifikat der ausstellenden Stelle an.',
};

const texts: Readonly<Record<string, CertificateText>> = {
  CERT_HAS_EXPIRED: {
    field: 'url',
    en: 'it (or that of its issuer) has expired.',
    de: 'Es (oder das seines Ausstellers) ist abgelaufen.',
  },
  CERT_NOT_YET_VALID: {
    field: 'url',
    en: "it is not valid yet; check the provider's clock and that of the server.",
    de: 'Es ist noch nicht gültig; prüfen Sie die Uhr des Anbieters und die des Servers.',
  },
  CERT_REVOKED: { field: 'url', en: 'it was revoked.', de: 'Es wurde widerrufen.' },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    field: 'ca',
    en: 'it is self-signed. Enter it as the certificate to trust.',
    de: 'Es ist selbst signiert. Geben Sie es als vertrauenswürdiges Zertifikat an.',
  },
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_UNTRUSTED: untrusted,
  CERT_SIGNATURE_FAILURE: {
    field: 'ca',
    en: 'its signature is not of the issuer that it names.',
    de: 'Seine Signatur stammt nicht vom genannten Aussteller.',
  },
  INVALID_CA: {
    field: 'ca',
    en: 'its issuer is no certificate authority.',
    de: 'Sein Aussteller ist keine Zertifizierungsstelle.',
  },
  INVALID_PURPOSE: {
    field: 'url',
    en: 'it is not meant for servers.',
    de: 'Es ist nicht für Server bestimmt.',
  },
  CERT_CHAIN_TOO_LONG: {
    field: 'ca',
    en: 'its chain is too long.',
    de: 'Seine Zertifikatskette ist zu lang.',
  },
};

/** What is wrong with a certificate, by the code of the error; undefined when it is no error of a certificate. */
export function tlsTexts(code: string, error: unknown): CertificateText | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const { cert } = error as { readonly cert?: { readonly subjectaltname?: string } };
    const names = (cert?.subjectaltname ?? '').replaceAll(/(DNS|IP Address):/g, '').slice(0, 200);
    return {
      field: 'url',
      en: `it is made out for ${names || 'no name'} and not for this address.`,
      de: `Es ist für ${names || 'keinen Namen'} ausgestellt und nicht für diese Adresse.`,
    };
  }
  return texts[code];
}
