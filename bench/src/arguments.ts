import { parseArgs } from 'node:util';

/** What `npm run bench` is asked to do. */
export interface BenchArguments {
  /** Names of the rows to measure; all when empty. */
  readonly only: readonly string[];
  /** Length of one measured run. */
  readonly seconds: number;
  /** Length of the run before it that is not measured. */
  readonly warmSeconds: number;
  /** Measured runs of each server, in turns. */
  readonly rounds: number;
  /** Clients of the large installation. */
  readonly manyClients: number;
  /** Simulated phones of the configuration job. */
  readonly phones: number;
  /** How often server and database are killed. */
  readonly kills: number;
  /** How often the start of the server is measured. */
  readonly starts: number;
  /** A quick look: too short for figures that are to be published. */
  readonly quick: boolean;
  /** Folder that gets CPU profiles of our server (`--cpu-prof`), which make it slower. */
  readonly profile: string | undefined;
  /** Prints JSON on standard output instead of tables. */
  readonly json: boolean;
}

/** The arguments cannot be used; the message is for whoever typed them. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

export const USAGE = `Usage: npm run bench -- [--only <row>[,<row>…]] [--seconds <n>] [--rounds <n>] [--quick] [--json] [--profile <folder>] [--list]`;

const FULL = {
  seconds: 3,
  warmSeconds: 3,
  rounds: 3,
  manyClients: 100_000,
  phones: 2_000,
  kills: 5,
  starts: 5,
};
const QUICK = {
  seconds: 1,
  warmSeconds: 1,
  rounds: 1,
  manyClients: 10_000,
  phones: 200,
  kills: 1,
  starts: 2,
};

/**
 * @param rows names of all rows
 * @throws ArgumentError for a row or a number that does not exist
 */
export function readArguments(
  argv: readonly string[],
  rows: readonly string[],
): BenchArguments & { readonly list: boolean } {
  const { values } = parse(argv);
  const only = (values.only ?? []).flatMap((names) => names.split(',').map((name) => name.trim()));
  for (const name of only) {
    if (!rows.includes(name)) {
      throw new ArgumentError(`There is no row "${name}": the rows are ${rows.join(', ')}.`);
    }
  }
  const quick = values.quick ?? false;
  const usual = quick ? QUICK : FULL;
  const seconds = values.seconds === undefined ? usual.seconds : Number(values.seconds);
  if (!(seconds >= 0.5 && seconds <= 60)) {
    throw new ArgumentError(`--seconds is a number from 0.5 to 60, not "${values.seconds}".`);
  }
  const rounds = values.rounds === undefined ? usual.rounds : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 50) {
    throw new ArgumentError(`--rounds is a whole number from 1 to 50, not "${values.rounds}".`);
  }
  return {
    ...usual,
    only,
    seconds,
    rounds,
    quick,
    profile: values.profile,
    json: values.json ?? false,
    list: values.list ?? false,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        only: { type: 'string', multiple: true },
        seconds: { type: 'string' },
        rounds: { type: 'string' },
        quick: { type: 'boolean' },
        profile: { type: 'string' },
        json: { type: 'boolean' },
        list: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new ArgumentError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
