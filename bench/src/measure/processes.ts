import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Linux counts the time of processes in hundredths of a second on every machine that runs Node. */
const TICK_US = 10_000;

interface ProcessTimes {
  readonly parent: number;
  /** Of the process itself, all threads. */
  readonly ownUs: number;
  /** Of children that have ended. */
  readonly endedChildrenUs: number;
}

/** From `/proc/<pid>/stat` (proc_pid_stat(5)); undefined when there is no such process. */
function timesOf(pid: number): ProcessTimes | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The name of the program stands in parentheses and may hold spaces; the state follows as field 3.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3] ?? 0);
  return {
    parent: field(4),
    ownUs: (field(14) + field(15)) * TICK_US,
    endedChildrenUs: (field(16) + field(17)) * TICK_US,
  };
}

/** CPU time that a process has used, all threads, without its children. */
export function cpuOfProcess(pid: number): number {
  return timesOf(pid)?.ownUs ?? 0;
}

/** CPU time that a process and all of its descendants have used, those included that have ended. */
export function cpuOfTree(pid: number): number {
  return [pid, ...descendantsOf(pid)].reduce((sum, member) => {
    const times = timesOf(member);
    return times === undefined ? sum : sum + times.ownUs + times.endedChildrenUs;
  }, 0);
}

export function descendantsOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const candidate = Number(entry);
    const parent = Number.isInteger(candidate) ? timesOf(candidate)?.parent : undefined;
    if (parent === undefined) continue;
    children.set(parent, [...(children.get(parent) ?? []), candidate]);
  }
  const collect = (of: number): number[] =>
    (children.get(of) ?? []).flatMap((child) => [child, ...collect(child)]);
  return collect(pid);
}

/** Memory of a process in MiB: resident now, and the most that was ever resident. */
export function memoryOf(pid: number): { readonly residentMib: number; readonly peakMib: number } {
  let status = '';
  try {
    status = readFileSync(`/proc/${pid}/status`, 'latin1');
  } catch {
    // ended meanwhile
  }
  const kib = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  return { residentMib: kib('VmRSS') / 1024, peakMib: kib('VmHWM') / 1024 };
}

/** Which processor runs what: the server has one for itself, the load generator another one, or all others if it is several processes. */
export interface Placement {
  /** Every processor that the bench may use, as taskset(1) writes it. */
  readonly all: string;
  readonly server: number;
  readonly generator: number;
  /** Every processor but that of the server. */
  readonly others: string;
}

/** Undefined where processes cannot be bound to processors, or there are too few of them. */
export function findPlacement(): Placement | undefined {
  if (availableParallelism() < 2) return undefined;
  const all = /^Cpus_allowed_list:\s+(\S+)/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1];
  const [server, ...rest] = all === undefined ? [] : processorsOf(all);
  const [generator] = rest;
  if (all === undefined || server === undefined || generator === undefined) return undefined;
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return { all, server, generator, others: rest.join(',') };
}

/** The processors of a list such as `0-3,6`. */
export function processorsOf(list: string): number[] {
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, place) => first + place);
  });
}

/** Binds a process with all its threads to a processor or a list of them; what it started before stays where it is. */
export function bindProcess(pid: number, processor: number | string): void {
  execFileSync('taskset', ['-a', '-c', '-p', String(processor), String(pid)], { stdio: 'ignore' });
}
