import { CONTACT_ME_PATH } from '@deskfleet/protocol';
import ipaddr from 'ipaddr.js';

/** Where a phone can be asked to call, put together from checked parts only. */
export interface ContactAddress {
  readonly protocol: 'http' | 'https';
  /** IP address without brackets. */
  readonly address: string;
  readonly port: number;
  readonly path: string;
}

/** Ports at which a phone listens for contact requests (protocol reference section 2). */
const allowedPorts = new Map([
  ['http', [8085]],
  ['https', [443]],
]);

/** Where a phone can be asked to call, or why it cannot. */
export type ContactAddressCheck =
  | { readonly usable: true; readonly contact: ContactAddress }
  | { readonly usable: false; readonly problem: AddressProblem };

/** Why an address is not used, as a part of a sentence. */
interface AddressProblem {
  readonly en: string;
  readonly de: string;
}

/**
 * Checks what a phone says about how to reach it. A phone is not trusted: whoever claims a MAC is believed, so this URI must
 * not become a way to make the server call anything else. Only the address from which the phone itself has called, the
 * ports and the path of the protocol are accepted.
 *
 * @param contactMeUri item `contact-me-uri` of the last contact.
 * @param calledFrom address from which the phone called last.
 */
export function checkContactAddress(contactMeUri: string, calledFrom: string): ContactAddressCheck {
  if (contactMeUri === '') {
    return no('it has not said how it can be reached', 'es hat nicht mitgeteilt, wie es erreichbar ist');
  }
  let url: URL;
  try {
    url = new URL(contactMeUri);
  } catch {
    return no('its contact address is no URL', 'seine Kontaktadresse ist keine URL');
  }
  const protocol = url.protocol === 'http:' ? 'http' : url.protocol === 'https:' ? 'https' : undefined;
  if (protocol === undefined) {
    return no(
      'its contact address is neither http nor https',
      'seine Kontaktadresse ist weder http noch https',
    );
  }
  if (url.username !== '' || url.password !== '') {
    return no('its contact address contains a user name', 'seine Kontaktadresse enthält einen Benutzernamen');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!ipaddr.isValid(host)) {
    return no(
      'its contact address has a host name instead of an IP address',
      'seine Kontaktadresse hat einen Hostnamen statt einer IP-Adresse',
    );
  }
  if (!sameAddress(host, calledFrom)) {
    return no(
      `its contact address is ${host}, but it calls from ${calledFrom}`,
      `seine Kontaktadresse ist ${host}, es meldet sich aber von ${calledFrom}`,
    );
  }
  const port = url.port === '' ? (protocol === 'http' ? 80 : 443) : Number(url.port);
  if (allowedPorts.get(protocol)?.includes(port) !== true) {
    return no(`its contact address has the port ${port}`, `seine Kontaktadresse hat den Port ${port}`);
  }
  if (url.pathname !== CONTACT_ME_PATH || url.search !== '' || url.hash !== '') {
    return no('its contact address has an unknown path', 'seine Kontaktadresse hat einen unbekannten Pfad');
  }
  return {
    usable: true,
    contact: { protocol, address: ipaddr.process(host).toString(), port, path: CONTACT_ME_PATH },
  };
}

function no(en: string, de: string): ContactAddressCheck {
  return { usable: false, problem: { en, de } };
}

function sameAddress(a: string, b: string): boolean {
  if (!ipaddr.isValid(b)) return false;
  return ipaddr.process(a).toNormalizedString() === ipaddr.process(b).toNormalizedString();
}
