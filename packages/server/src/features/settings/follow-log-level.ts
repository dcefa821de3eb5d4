import type { ServerContext } from '../../infra/context.ts';
import type { LogLevel } from '../../infra/log/index.ts';
import { keepServerSettings } from './server-settings.ts';

/**
 * Keeps the logger of this process at the level of the settings, on every node as soon as somebody changes it. Where they name none,
 * it is that with which the process was started.
 *
 * @param onLevel hears of the level whenever it changes
 */
export async function followLogLevel(
  context: Pick<ServerContext, 'db' | 'events' | 'log'>,
  onLevel?: (level: LogLevel) => void,
): Promise<{ stop(): void }> {
  const { log } = context;
  const atStart = log.level as LogLevel;
  return keepServerSettings(context, ({ logLevel }) => {
    const level = logLevel ?? atStart;
    if (level === log.level) return;
    const tell = () => log.info({ logLevel: level }, 'the log level was changed in the settings');
    // Said while it can be heard: whoever looks at a log that has gone quiet finds out why.
    const speaks = log.isLevelEnabled('info');
    if (speaks) tell();
    log.level = level;
    if (!speaks) tell();
    onLevel?.(level);
  });
}
