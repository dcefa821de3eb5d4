import { type CliOptions, HELP, parseCliOptions } from './cli-options.ts';
import { formatStatus, formatSummary, namePhone, summarize } from './cli-report.ts';
import { createFleet, type Fleet } from './fleet.ts';
import { SimulatorError } from './simulator-error.ts';

const STATUS_INTERVAL_MS = 1_000;
/** Without a terminal the status is a line in a log. */
const LOGGED_STATUS_INTERVAL_MS = 10_000;

/** What is said while the phones run goes to standard error; standard output has the summary alone. */
function say(line: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}\n` : `${line}\n`);
}

function showStatus(fleet: Fleet): void {
  const status = formatStatus(fleet);
  if (!process.stderr.isTTY) {
    say(status);
    return;
  }
  const width = process.stderr.columns > 0 ? process.stderr.columns - 1 : status.length;
  process.stderr.write(`\r\x1b[K${status.slice(0, width)}`);
}

function buildFleet(options: CliOptions): Fleet {
  const { dcmpUrl, dcmpIntervalMs, sharedAddress } = options;
  const fleet = createFleet({
    count: options.count,
    server: options.server,
    mix: options.mix,
    seed: options.seed,
    baseAddress: options.baseAddress,
    ...(sharedAddress === undefined ? {} : { sharedAddress }),
    contactPort: options.contactPort,
    bootWindowMs: options.bootWindowMs,
    contactGapSeconds: options.contactGapSeconds,
    faults: options.faults,
    behavior: { bootMs: options.bootMs, dcmpIntervalMs, ...(dcmpUrl === undefined ? {} : { dcmpUrl }) },
    logLimit: 0,
    keepsWrites: false,
  });
  for (const { phone: number, durationMs } of options.busy) {
    const phone = fleet.getPhone(number);
    phone.startCallAtNextWrite(durationMs);
    say(
      `${namePhone(phone, number)} will be in a call for ${durationMs / 1_000} s from its first WriteItems on`,
    );
    phone.on('exchange', ({ status }) => {
      if (status === 'busy') say(`${namePhone(phone, number)} answered busy`);
    });
    phone.on('write', ({ name }) => say(`${namePhone(phone, number)} stored ${name}`));
  }
  for (const { phone: number, item, status } of options.refusals) {
    const phone = fleet.getPhone(number);
    phone.refuse(item, status);
    say(`${namePhone(phone, number)} will refuse ${item}: ${status}`);
  }
  return fleet;
}

/** Resolves at Ctrl+C, at SIGTERM or after a time; a second Ctrl+C ends the process at once. */
function untilStopped(durationMs: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    const stop = () => {
      if (isStopping) process.exit(130);
      isStopping = true;
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    if (durationMs !== undefined) setTimeout(stop, durationMs).unref();
  });
}

async function run(options: CliOptions): Promise<void> {
  const fleet = buildFleet(options);
  const startedAt = Date.now();
  const stopped = untilStopped(options.durationMs);
  say(
    `${options.count} phones from ${fleet.getPhone(1).address} on call ${options.server}; Ctrl+C ends them.`,
  );
  const started = fleet.powerOn();
  const interval = process.stderr.isTTY ? STATUS_INTERVAL_MS : LOGGED_STATUS_INTERVAL_MS;
  const ticker = setInterval(() => showStatus(fleet), interval);
  try {
    await Promise.race([stopped, started]);
    await stopped;
  } finally {
    clearInterval(ticker);
    await fleet.powerOff();
  }
  const summary = summarize(fleet.statistics, options.count, Date.now() - startedAt);
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : formatSummary(summary));
}

try {
  const options = parseCliOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(HELP);
  else await run(options);
} catch (error) {
  if (!(error instanceof SimulatorError)) throw error;
  say(error.message);
  process.exitCode = error.code === 'invalid-option' ? 2 : 1;
}
