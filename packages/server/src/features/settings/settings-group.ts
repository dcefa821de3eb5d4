import type { ClientBase, Pool } from 'pg';
import type { TSchema } from 'typebox';
import type { ServerContext } from '../../infra/context.ts';
import type { Db } from '../../infra/db/index.ts';
import { ensureSetting, findSetting, readSetting } from './settings.queries.ts';

/** Settings of one kind at this moment. */
export interface KeptSettings<Settings> {
  readonly current: () => Settings;
  stop(): void;
}

/** Settings that belong together; of which only what somebody has set is stored. */
export interface SettingsGroup<Settings extends object> {
  find(db: Db): Promise<Settings>;
  /** The same over another connection, e.g. that of a transaction. */
  read(connection: Pool | ClientBase): Promise<Settings>;
  /** Changes what is given, on all nodes. */
  change(
    context: Pick<ServerContext, 'db' | 'clock' | 'events'>,
    change: Partial<Settings>,
  ): Promise<Settings>;
  /**
   * Keeps them at hand, and reads them again whenever a node announces a change.
   *
   * @param onRead gets them at once and whenever they were read again
   */
  keep(
    context: Pick<ServerContext, 'db' | 'events' | 'log'>,
    onRead?: (settings: Settings) => void,
  ): Promise<KeptSettings<Settings>>;
}

/**
 * @param key under which they are stored and announced
 * @param stored form of what is stored: every setting may be absent
 * @param defaults what holds where nobody has set anything
 */
export function settingsGroup<Settings extends object>(
  key: string,
  stored: TSchema,
  defaults: Settings,
): SettingsGroup<Settings> {
  const complete = (value: unknown): Settings => ({ ...defaults, ...(value as Partial<Settings>) });
  const find = async (db: Db): Promise<Settings> => complete(await findSetting(db, key, stored));
  return {
    find,
    read: async (connection) => complete(await readSetting(connection, key, stored)),
    change: async (context, change) => {
      const { value } = await ensureSetting(context, key, stored, async (before) => ({
        ...(before as Partial<Settings>),
        ...change,
      }));
      context.events.changed('settings', [key]);
      return complete(value);
    },
    keep: async (context, onRead) => {
      let current: Settings = await find(context.db);
      onRead?.(current);
      let readings = 0;
      const stop = context.events.subscribe(({ settings }) => {
        if (settings !== 'all' && settings?.includes(key) !== true) return;
        readings += 1;
        const reading = readings;
        find(context.db).then(
          (changed) => {
            // Two that were asked for shortly after one another may be answered the other way round.
            if (reading !== readings) return;
            current = changed;
            onRead?.(changed);
          },
          (error: unknown) =>
            context.log.error({ err: error, settings: key }, 'settings could not be read again'),
        );
      });
      return { current: () => current, stop };
    },
  };
}
