import { invalidRequest } from '../../infra/http/validation.ts';
import { type AddressSpan, readAddressFilter } from './address-filter.ts';
import { comparableVersionKey } from './client-profile.ts';
import type { AccessMode, ClientState, MobilityState } from './client-selection.schema.ts';

/** What narrows the list of clients; all that is given has to hold. */
export interface ClientFilter {
  readonly search?: string | undefined;
  readonly e164?: string | undefined;
  readonly deviceId?: string | undefined;
  readonly softwareType?: string | undefined;
  readonly softwareVersion?: string | undefined;
  readonly softwareOlderThan?: string | undefined;
  readonly deviceType?: string | undefined;
  readonly address?: string | undefined;
  readonly mobility?: MobilityState | undefined;
  /** Id of a group. */
  readonly group?: string | undefined;
  readonly access?: AccessMode | undefined;
  readonly state?: ClientState | undefined;
}

/** Addresses of a filter. @throws AppError `request.invalid` */
export function addressesOf(typed: string): readonly AddressSpan[] {
  const read = readAddressFilter(typed);
  if ('fault' in read) throw faultOf('address', read.fault);
  return read;
}

/** A version in the form in which versions are compared. @throws AppError `request.invalid` when it is none */
export function versionLimitOf(typed: string): string {
  const key = comparableVersionKey(typed);
  if (key !== undefined) return key;
  throw faultOf('softwareOlderThan', {
    en: 'Give a version as phones write it, such as V1 R10.0.0: others cannot be compared.',
    de: 'Geben Sie eine Version so an, wie Telefone sie schreiben, zum Beispiel V1 R10.0.0: Andere lassen sich nicht vergleichen.',
  });
}

function faultOf(field: keyof ClientFilter, text: { readonly en: string; readonly de: string }) {
  return invalidRequest([{ field, message: text.en, text }]);
}
