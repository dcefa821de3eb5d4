import Type from 'typebox';
import { findSetting } from '../features/settings/index.ts';
import type { ServerContext } from '../infra/context.ts';

const KEY = 'phones';

const Seconds = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum });

const Stored = Type.Object({
  secretsNeedContactRequest: Type.Optional(Type.Boolean()),
  contactAnswerSeconds: Type.Optional(Seconds(10, 3_600)),
  contactGapSeconds: Type.Optional(Seconds(1, 86_400)),
  contactIntervalSeconds: Type.Optional(Seconds(1, 3_600)),
  callBack: Type.Optional(Type.Object({ address: Type.String(), port: Seconds(1, 65_535) })),
});

/** How the server deals with phones; stored under `phones` in the settings, absent parts have their defaults. */
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

export interface KeptPhoneSettings {
  /** The settings at this moment. */
  readonly current: () => PhoneSettings;
  stop(): void;
}

/** Reads the settings, and again whenever a node announces that they changed. */
export async function keepPhoneSettings({
  db,
  events,
  log,
}: Pick<ServerContext, 'db' | 'events' | 'log'>): Promise<KeptPhoneSettings> {
  const read = async () => ({ ...defaultPhoneSettings, ...(await findSetting(db, KEY, Stored)) });
  let current: PhoneSettings = await read();
  const stop = events.subscribe(({ settings }) => {
    if (settings !== 'all' && settings?.includes(KEY) !== true) return;
    read().then(
      (changed) => {
        current = changed;
      },
      (error: unknown) => log.error({ err: error }, 'the settings for phones could not be read again'),
    );
  });
  return { current: () => current, stop };
}
