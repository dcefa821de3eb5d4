import { parseArgs } from 'node:util';
import { ITEM_STATUSES, type ItemStatus } from '@deskfleet/protocol';
import { FAULT_NAMES, type FaultName, type FaultRates, isFaultName } from './faults.ts';
import { DEFAULT_MIX, type MixEntry, parseMix } from './mix.ts';
import { MODEL_NAMES } from './models/model.ts';
import { isLoopback, parseServerUrl } from './phone-options.ts';
import { SimulatorError } from './simulator-error.ts';

/** A phone that is in a call for a time from its first WriteItems on. */
export interface BusyOrder {
  readonly phone: number;
  readonly durationMs: number;
}

/** A phone that refuses an item with a status. */
export interface RefusalOrder {
  readonly phone: number;
  readonly item: string;
  readonly status: ItemStatus;
}

/** A phone with mobility, and who logs on there. */
export interface MobilityOrder {
  /** Undefined: all phones. */
  readonly phone: number | undefined;
  readonly user?: {
    readonly e164: string;
    readonly password: string;
    /** How long the user stays; undefined: until the end. */
    readonly stayMs?: number;
  };
}

export interface CliOptions {
  readonly count: number;
  readonly server: string;
  readonly mix: readonly MixEntry[];
  readonly faults: FaultRates;
  readonly seed: number;
  readonly bootWindowMs: number;
  readonly bootMs: number;
  readonly contactGapSeconds: number;
  readonly baseAddress: string;
  readonly sharedAddress: string | undefined;
  readonly contactPort: number;
  readonly busy: readonly BusyOrder[];
  readonly refusals: readonly RefusalOrder[];
  readonly mobility: readonly MobilityOrder[];
  readonly dcmpUrl: string | undefined;
  readonly dcmpIntervalMs: number;
  /** How long to run; undefined: until Ctrl+C. */
  readonly durationMs: number | undefined;
  readonly json: boolean;
}

export const HELP = `Virtual phones for a server of the phones' provisioning protocol.

  npm run phones -- [options]

  --count 50                  how many phones
  --server https://localhost:18443
                              where they call
  --mix ${DEFAULT_MIX}
                              models by weight: ${MODEL_NAMES.join(', ')};
                              -hfa: HFA instead of SIP software, -old: firmware with TLS 1.0 and without send-solicited
  --seed 1                    the same seed gives the same phones and faults
  --boot-window 5s            power returns to the phones within this time
  --boot-time 2s              how long a phone takes to start
  --contact-gap 300           seconds within which a phone ignores a second contact request
  --base-address 127.10.0.1   address of phone 1; the others count upwards
  --contact-port 8085         port for contact requests
  --shared-address <address>  one address for all phones, contact ports count upwards: for servers outside this machine
  --faults busy=0.05,refuse-items=0.02
                              what goes wrong, and how often (0 to 1):
                              ${FAULT_NAMES.slice(0, 6).join(', ')},
                              ${FAULT_NAMES.slice(6).join(', ')}
  --busy 1@30s                phone 1 is in a call for 30 s from its first WriteItems on; several: 1@30s,7@2m
  --refuse registrar-addr=2   phone 2 answers "read only" for registrar-addr; other words: registrar-addr=2:invalid data
  --mobility all              mobile users can log on at all phones; at phone 3 alone: 3; several: 3,4
  --mobility 3=4989111:271828@60s
                              the mobile user 4989111 logs on at phone 3 with this password after its start and off after 60 s
                              (without @60s the user stays)
  --dcmp-url <url>            the phones poll this contact-me proxy
  --dcmp-interval 60s         how often
  --duration 60s              stop after this time instead of at Ctrl+C
  --json                      print the summary as one line of JSON
  --help

Phones are numbered from 1. Durations: 500ms, 30s, 2m, or seconds without a unit.
`;

const DEFINITIONS = {
  count: { type: 'string', default: '50' },
  server: { type: 'string', default: 'https://localhost:18443' },
  mix: { type: 'string', default: DEFAULT_MIX },
  faults: { type: 'string', default: '' },
  seed: { type: 'string', default: '1' },
  'boot-window': { type: 'string', default: '5s' },
  'boot-time': { type: 'string', default: '2s' },
  'contact-gap': { type: 'string', default: '300' },
  'base-address': { type: 'string', default: '127.10.0.1' },
  'shared-address': { type: 'string' },
  'contact-port': { type: 'string', default: '8085' },
  busy: { type: 'string', default: '' },
  refuse: { type: 'string', default: '' },
  mobility: { type: 'string', default: '' },
  'dcmp-url': { type: 'string' },
  'dcmp-interval': { type: 'string', default: '60s' },
  duration: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const MAX_PHONES = 100_000;

/**
 * Reads the command line.
 * @returns the options, or `help`
 * @throws SimulatorError `invalid-option` with one sentence that names the option and what it takes
 */
export function parseCliOptions(args: readonly string[]): CliOptions | 'help' {
  const values = readArguments(args);
  if (values.help === true) return 'help';
  const count = readInteger('count', values.count, 1, MAX_PHONES);
  const server = values.server;
  const { host } = parseServerUrl(server);
  const sharedAddress = values['shared-address'];
  if (!isLoopback(host) && sharedAddress === undefined) {
    throw invalid(
      `Phones on the loopback network cannot reach ${host}; give them an address of this machine with --shared-address.`,
    );
  }
  if (host === '::1' && sharedAddress === undefined) {
    throw invalid('Phones have IPv4 addresses; write --server with 127.0.0.1 or localhost instead of [::1].');
  }
  const contactPort = readInteger('contact-port', values['contact-port'], 1, 65_535);
  if (sharedAddress !== undefined && contactPort + count - 1 > 65_535) {
    throw invalid(`From --contact-port ${contactPort} on there are not enough ports for ${count} phones.`);
  }
  return {
    count,
    server,
    mix: parseMix(values.mix),
    faults: readFaults(values.faults),
    seed: readInteger('seed', values.seed, 0, 4_294_967_295),
    bootWindowMs: readDuration('boot-window', values['boot-window']),
    bootMs: readDuration('boot-time', values['boot-time']),
    contactGapSeconds: readInteger('contact-gap', values['contact-gap'], 0, 86_400),
    baseAddress: values['base-address'],
    sharedAddress,
    contactPort,
    busy: readBusy(values.busy, count),
    refusals: readRefusals(values.refuse, count),
    mobility: readMobility(values.mobility, count),
    dcmpUrl: values['dcmp-url'],
    dcmpIntervalMs: readDuration('dcmp-interval', values['dcmp-interval']),
    durationMs: values.duration === undefined ? undefined : readDuration('duration', values.duration),
    json: values.json,
  };
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: DEFINITIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const text = error instanceof Error ? (error.message.split(/\.\s/, 1)[0] ?? '') : String(error);
    throw new SimulatorError('invalid-option', `${text}; see --help.`, { cause: error });
  }
}

function readInteger(option: string, text: string, minimum: number, maximum: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= minimum && number <= maximum)) {
    throw invalid(`--${option} must be a whole number from ${minimum} to ${maximum}, not "${text}".`);
  }
  return number;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

function readDuration(option: string, text: string): number {
  const parts = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)?$/.exec(text);
  if (parts === null)
    throw invalid(`--${option} must be a duration such as 500ms, 30s or 2m, not "${text}".`);
  return Math.round(Number(parts[1]) * (UNITS.get(parts[2] ?? 's') ?? 1_000));
}

function readFaults(text: string): FaultRates {
  const rates: Partial<Record<FaultName, number>> = {};
  for (const entry of splitList(text)) {
    const [name = '', rateText = ''] = entry.split('=', 2);
    if (!isFaultName(name)) {
      throw invalid(`"${name}" in --faults is no fault; there are ${FAULT_NAMES.join(', ')}.`);
    }
    const rate = /^\d*\.?\d+$/.test(rateText) ? Number(rateText) : Number.NaN;
    if (!(rate >= 0 && rate <= 1)) {
      throw invalid(`The rate of ${name} in --faults must be a number from 0 to 1, not "${rateText}".`);
    }
    rates[name] = rate;
  }
  return rates;
}

function readBusy(text: string, count: number): BusyOrder[] {
  return splitList(text).map((entry) => {
    const [phone = '', duration = ''] = entry.split('@', 2);
    return { phone: readPhone('busy', entry, phone, count), durationMs: readDuration('busy', duration) };
  });
}

function readRefusals(text: string, count: number): RefusalOrder[] {
  return splitList(text).map((entry) => {
    const parts = /^([^=]+)=(\d+)(?::(.+))?$/.exec(entry);
    if (parts === null) {
      throw invalid(`--refuse must be like reg-addr=2 or reg-addr=2:invalid data, not "${entry}".`);
    }
    const [, item = '', phone = '', words = 'read only'] = parts;
    const status = ITEM_STATUSES.find((known) => known === words);
    if (status === undefined) {
      throw invalid(`"${words}" in --refuse is no status of an item; there are ${ITEM_STATUSES.join(', ')}.`);
    }
    return { item, phone: readPhone('refuse', entry, phone, count), status };
  });
}

function readMobility(text: string, count: number): MobilityOrder[] {
  return splitList(text).map((entry) => {
    if (entry === 'all') return { phone: undefined };
    const parts = /^(\d+)(?:=(\d{1,15}):([^@]+)(?:@(.+))?)?$/.exec(entry);
    if (parts === null) {
      throw invalid(`--mobility must be like all, 3 or 3=4989111:271828@60s, not "${entry}".`);
    }
    const [, phone = '', e164, password = '', stay] = parts;
    const number = readPhone('mobility', entry, phone, count);
    if (e164 === undefined) return { phone: number };
    const stayMs = stay === undefined ? {} : { stayMs: readDuration('mobility', stay) };
    return { phone: number, user: { e164, password, ...stayMs } };
  });
}

function readPhone(option: string, entry: string, text: string, count: number): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > count) {
    throw invalid(`"${entry}" in --${option} must name a phone from 1 to ${count}.`);
  }
  return number;
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function invalid(message: string): SimulatorError {
  return new SimulatorError('invalid-option', message);
}
