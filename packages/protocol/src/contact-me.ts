import { NO_POSITION, ProtocolError } from './protocol-error.ts';

/** Path of the phone's listener for contact requests (section 3.1). */
export const CONTACT_ME_PATH = '/contact_dls.html/ContactDLS';

/** Longest form that is looked at, in characters. */
const MAX_FORM_LENGTH = 4_096;

/** Where a phone is to call. */
export interface CallBack {
  readonly address: string;
  readonly port: number;
}

/** A contact request as a phone reads it. */
export interface ContactMe {
  /** Whether a call is wanted. */
  readonly contactMe: boolean;
  /** Where to call instead of the configured server. */
  readonly address?: string;
  readonly port?: number;
}

/**
 * Form body of a contact request (section 3.1); without a call-back the phone calls its configured server.
 * @throws ProtocolError `invalid-call-back` for an empty address or an impossible port
 */
export function encodeContactMe(callBack?: CallBack): string {
  if (callBack === undefined) return 'ContactMe=true';
  const { address, port } = callBack;
  if (address.trim() === '' || !isPort(port)) {
    const message = 'a call-back needs an address and a port from 1 to 65535';
    throw new ProtocolError('invalid-call-back', message, 'ContactMe', NO_POSITION);
  }
  return `ContactMe=true&${new URLSearchParams({ dls_ip_addr: address, dls_ip_port: String(port) })}`;
}

/**
 * Reads a contact request, from the body of a POST or the query of a GET, with or without its question mark (section
 * 3.1). What is missing, empty or senseless is left out.
 */
export function decodeContactMe(form: string): ContactMe {
  if (form.length > MAX_FORM_LENGTH) return { contactMe: false };
  const fields = new URLSearchParams(form.trim());
  const address = fields.get('dls_ip_addr')?.trim();
  const digits = fields.get('dls_ip_port')?.trim() ?? '';
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0;
  return {
    contactMe: fields.get('ContactMe')?.trim().toLowerCase() === 'true',
    ...(address ? { address } : {}),
    ...(isPort(port) ? { port } : {}),
  };
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
