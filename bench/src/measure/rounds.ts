import type { LoadResult } from '../load/closed-loop.ts';
import { cpuOfProcess, cpuOfTree, memoryOf } from './processes.ts';
import { latencyOf, type Spread, spreadOf } from './statistics.ts';

/** A server that is measured against others. */
export interface Contender {
  readonly name: string;
  readonly pid: number;
  /** PostgreSQL's main process, for a server that has one. */
  readonly postmasterPid?: number;
  /** Puts load on it for a time. */
  readonly load: (seconds: number) => Promise<LoadResult>;
}

/** One measured run. */
export interface Run {
  /** Units per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** CPU time of the server for one unit, in microseconds. */
  readonly serverUs: number;
  /** The same of PostgreSQL with all its processes. */
  readonly databaseUs: number;
  /** Part of one processor that the load generator used: near 1 it is what limits the rate. */
  readonly generatorShare: number;
  readonly units: number;
}

/** All rounds of one server. */
export interface Series {
  readonly name: string;
  readonly runs: readonly Run[];
  readonly errors: ReadonlyMap<string, number>;
  /** Memory of the server at the end, in MiB. */
  readonly residentMib: number;
  /** The most it ever had. */
  readonly peakMib: number;
}

export interface RoundsOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmSeconds: number;
}

/**
 * Measures servers in turns (A B C A B C …), so that what else happens on the machine meets all of them alike. Each is
 * warmed before its first run for as long as the others.
 */
export async function measureInTurns(
  contenders: readonly Contender[],
  options: RoundsOptions,
): Promise<Series[]> {
  const errors = contenders.map(() => new Map<string, number>());
  const runs = contenders.map((): Run[] => []);
  for (const [place, contender] of contenders.entries()) {
    const warm = await contender.load(options.warmSeconds);
    addErrors(errors[place], warm.errors);
  }
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [place, contender] of contenders.entries()) {
      const { run, result } = await measureOne(contender, options.seconds);
      runs[place]?.push(run);
      addErrors(errors[place], result.errors);
    }
  }
  return contenders.map((contender, place) => ({
    name: contender.name,
    runs: runs[place] ?? [],
    errors: errors[place] ?? new Map(),
    ...memoryOf(contender.pid),
  }));
}

async function measureOne(contender: Contender, seconds: number): Promise<{ run: Run; result: LoadResult }> {
  const before = cpuNow(contender);
  const generator = process.cpuUsage();
  const result = await contender.load(seconds);
  const used = process.cpuUsage(generator);
  const after = cpuNow(contender);
  const { units, elapsedMs } = result;
  const latency = latencyOf(result.latenciesMs);
  return {
    result,
    run: {
      rate: (units / elapsedMs) * 1_000,
      p50: latency.p50,
      p99: latency.p99,
      serverUs: (after.server - before.server) / units,
      databaseUs: (after.database - before.database) / units,
      generatorShare: (used.user + used.system) / 1_000 / elapsedMs,
      units,
    },
  };
}

function cpuNow({ pid, postmasterPid }: Contender): { server: number; database: number } {
  return {
    server: cpuOfProcess(pid),
    database: postmasterPid === undefined ? 0 : cpuOfTree(postmasterPid),
  };
}

function addErrors(sum: Map<string, number> | undefined, more: ReadonlyMap<string, number>): void {
  for (const [word, count] of more) sum?.set(word, (sum.get(word) ?? 0) + count);
}

/** A figure of one server over that of another one, round by round, so that both sides are of the same minute. */
export function ratioOf(ours: Series, reference: Series, figure: (run: Run) => number): Spread {
  return spreadOf(
    ours.runs.flatMap((run, round) => {
      const other = reference.runs[round];
      return other === undefined ? [] : [figure(run) / figure(other)];
    }),
  );
}
