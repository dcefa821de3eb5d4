/** How the server deals with phones; an administrator may change it (stored under `phones` in the settings). */
export interface PhoneSettings {
  /**
   * Secrets leave the server only in a dialogue that comes from the address to which our own contact request went: in
   * default mode nobody proves who he is (protocol reference section 15.1).
   */
  readonly secretsNeedContactRequest: boolean;
  /** Seconds after a contact request in which a call counts as its answer. */
  readonly contactAnswerSeconds: number;
  /** Seconds that a phone ignores further contact requests after one (section 3.1, item `dls-contact-interval`). */
  readonly contactGapSeconds: number;
  /** Least seconds between two contact requests to one phone; more than one a minute can stop an old phone's web server. */
  readonly contactIntervalSeconds: number;
  /** Where phones are told to call back when they are asked to; absent: the server that they know. */
  readonly callBack?: { readonly address: string; readonly port: number };
}

export const defaultPhoneSettings: PhoneSettings = {
  secretsNeedContactRequest: true,
  contactAnswerSeconds: 120,
  contactGapSeconds: 300,
  contactIntervalSeconds: 60,
};
