import type { DecodedPhoneMessage } from '@deskfleet/protocol';

/** A message as it arrived, decoded. */
export interface ArrivedMessage {
  readonly decoded: DecodedPhoneMessage;
  /** Value of our session cookie, if the phone sent one. */
  readonly cookie: string | undefined;
  readonly address: string;
  /** Where the phone reached this server, e.g. `https://10.20.30.40:18443`. */
  readonly serverOrigin: () => string;
  /** The phone means to send its next message over the same connection. */
  readonly staysConnected: boolean;
  /** The phone has closed its connection and will not hear the answer; absent: nobody knows. */
  readonly isGone?: () => boolean;
}
