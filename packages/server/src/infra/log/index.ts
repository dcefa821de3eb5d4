import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Accepted values of `DESKFLEET_LOG`, most to least talkative. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * The process's logger: one JSON line an entry on standard error, so that standard output carries
 * nothing but the ready line (architecture section 8).
 *
 * @param destination standard error if absent
 */
export function createLogger(
  level: LogLevel,
  destination: DestinationStream = pino.destination({
    fd: 2,
    sync: level === 'trace' || level === 'debug',
  }),
): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: toldError },
      redact: {
        paths: [
          'req.headers.cookie',
          'req.headers.authorization',
          '*.password',
          '*.newPassword',
          '*.currentPassword',
        ],
        censor: '[hidden]',
      },
    },
    destination,
  );
}

/** `pg` hangs its whole connection on an error, with every statement that it knows: some ten kilobytes of no use to anybody. */
function toldError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { client: _client, ...told } = pino.stdSerializers.err(error);
  return told;
}
