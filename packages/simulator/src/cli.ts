import { type CliOptions, HELP, type MobilityOrder, parseCliOptions } from './cli-options.ts';
import { formatStatus, formatSummary, namePhone, summarize } from './cli-report.ts';
import { createFleet, type Fleet } from './fleet.ts';
import type { VirtualPhone } from './phone.ts';
import type { PhoneOptions } from './phone-options.ts';
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
    customize: (number) => mobilityOf(options, number),
  });
  for (const { phone: number, user } of options.mobility) {
    if (number !== undefined && user !== undefined) followUser(fleet.getPhone(number), number, user);
  }
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

/** Mobility is enabled where it was ordered; `undefined` stands for all phones. */
function mobilityOf({ mobility }: CliOptions, number: number): Partial<PhoneOptions> {
  const isOrdered = mobility.some(({ phone }) => phone === undefined || phone === number);
  return isOrdered ? { enablesMobility: true } : {};
}

/** Logs a mobile user on after the start of the phone, and off after a time; says what became of it. */
function followUser(
  phone: VirtualPhone,
  number: number,
  { e164, password, stayMs }: NonNullable<MobilityOrder['user']>,
): void {
  const name = namePhone(phone, number);
  let user: string | undefined;
  let isFirstStart = true;
  phone.on('dialogue', ({ reason, outcome }) => {
    if (reason === 'start-up' && outcome === 'completed' && isFirstStart) {
      isFirstStart = false;
      say(`${name}: the mobile user ${e164} logs on`);
      void phone.logOn(e164, password).then(() => {
        if (phone.cleanUpReason !== '') say(`${name}: nobody is logged on: ${phone.cleanUpReason}`);
      });
    }
    if (phone.user === user) return;
    user = phone.user;
    say(user === undefined ? `${name}: nobody is logged on any more` : `${name}: ${user} is logged on`);
    if (user === e164 && stayMs !== undefined) {
      setTimeout(() => {
        if (phone.user === e164) void phone.logOff(password);
      }, stayMs).unref();
    }
  });
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
