import { ArgumentError, type BenchArguments, readArguments, USAGE } from './arguments.ts';
import { Environment } from './environment.ts';
import { describeMachine, machineLine } from './machine.ts';
import { bindProcess, findPlacement } from './measure/processes.ts';
import { formatRow, formatSummary, type MeasuredRow, outcomeOf, toJson } from './report.ts';
import type { Row } from './row.ts';
import { rows } from './rows/index.ts';

/** Measures the rows one after the other; one that cannot be measured does not stop the others. */
async function measureRows(
  chosen: readonly Row[],
  environment: Environment,
  options: BenchArguments,
  say: (line: string) => void,
): Promise<MeasuredRow[]> {
  const measured: MeasuredRow[] = [];
  for (const { name, title, measure } of chosen) {
    let row: MeasuredRow;
    try {
      row = { name, title, result: await measure(environment, options), problem: undefined };
    } catch (error) {
      const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
      row = { name, title, result: undefined, problem };
    }
    measured.push(row);
    say(formatRow(row));
  }
  return measured;
}

async function main(): Promise<void> {
  const options = readArguments(
    process.argv.slice(2),
    rows.map((row) => row.name),
  );
  if (options.list) {
    for (const { name, title } of rows) console.log(`${name.padEnd(22)}${title}`);
    return;
  }
  if (process.platform !== 'linux') throw new ArgumentError('The benchmark reads /proc, so it needs Linux.');
  // With JSON standard output belongs to the program that reads it.
  const say = options.json ? (line: string) => console.error(line) : (line: string) => console.log(line);
  const placement = findPlacement();
  const machine = describeMachine(placement);
  if (placement !== undefined) bindProcess(process.pid, placement.generator);
  say(machineLine(machine));

  const environment = new Environment({ placement, profile: options.profile, say });
  const stop = () => {
    void environment.close().finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    const chosen = rows.filter((row) => options.only.length === 0 || options.only.includes(row.name));
    const measured = await measureRows(chosen, environment, options, say);
    console.log(options.json ? toJson(measured, machine, options.quick) : formatSummary(measured, machine));
    if (measured.some((row) => outcomeOf(row) === 'failed')) process.exitCode = 1;
  } finally {
    await environment.close();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ArgumentError)) throw error;
  console.error(error.message.includes(USAGE) ? error.message : `${error.message}\n${USAGE}`);
  process.exitCode = 2;
}
