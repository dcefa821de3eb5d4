import { isUserLoggedOn, type ReplaceableClient } from '../clients/index.ts';
import type { ClientKind } from '../values/index.ts';

/** What is said of the phone that takes the place of a client; absent: as that of the client. */
export interface OtherPhone {
  readonly hardwareType?: string;
  readonly softwareType?: string;
}

/** What decides on the values that the other phone can take. */
export function kindOfOther(client: ClientKind, { hardwareType, softwareType }: OtherPhone): ClientKind {
  const model = hardwareType ?? client.model;
  return {
    model,
    softwareType: softwareType ?? client.softwareType,
    // Another phone comes with software of its own.
    softwareVersion: model === client.model ? client.softwareVersion : '',
  };
}

/** The client's own number, also while a mobile user is logged on; empty when it has none. */
export function numberOf(
  client: Pick<ReplaceableClient, 'e164' | 'basicE164' | 'mobilityEnabled' | 'mobilityState'>,
): string {
  return isUserLoggedOn(client) && client.basicE164 !== '' ? client.basicE164 : client.e164;
}

export const sameDevice = {
  en: 'This is the device ID of the client itself: to begin anew with the same phone, reset it.',
  de: 'Das ist die Geräte-ID des Endgeräts selbst: Um mit demselben Telefon neu zu beginnen, setzen Sie es zurück.',
};
export const deviceNeeded = {
  en: 'Give the device ID of the phone that goes on in place of this one.',
  de: 'Geben Sie die Geräte-ID des Telefons an, das an die Stelle dieses Telefons tritt.',
};
export const noNumber = {
  en: 'The client has no number: give the device ID of the other phone, otherwise it cannot be recognized.',
  de: 'Das Endgerät hat keine Rufnummer: Geben Sie die Geräte-ID des anderen Telefons an, sonst kann es nicht erkannt werden.',
};
