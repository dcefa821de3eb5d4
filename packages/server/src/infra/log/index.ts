import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Accepted values of `DESKFLEET_LOG`, most to least talkative. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * The process's logger: one JSON line an entry on standard error, so that standard output carries
 * nothing but the ready line (architecture section 8).
 */
export function createLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
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
    pino.destination({ fd: 2, sync: level === 'trace' || level === 'debug' }),
  );
}
