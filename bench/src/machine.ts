import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import type { Placement } from './measure/processes.ts';

/** Where the figures were measured. */
export interface Machine {
  readonly processor: string;
  readonly processors: number;
  readonly memoryGib: number;
  readonly system: string;
  readonly node: string;
  readonly openssl: string;
  readonly placement: string;
  /** Processes that wanted to run in the last minute before the bench: above 0.3 or so others disturb the figures. */
  readonly loadBefore: number;
}

export function describeMachine(placement: Placement | undefined): Machine {
  const [first] = cpus();
  return {
    processor: first?.model ?? 'unknown processor',
    processors: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${systemName()}, kernel ${release()}`,
    node: process.version,
    openssl: process.versions['openssl'] ?? '',
    placement:
      placement === undefined
        ? 'no process bound to a processor'
        : `server on processor ${placement.server}, load generator on processor ${placement.generator}, PostgreSQL unbound`,
    loadBefore: loadavg()[0] ?? 0,
  };
}

function systemName(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? process.platform;
  } catch {
    return process.platform;
  }
}

export function machineLine(machine: Machine): string {
  const { processor, processors, memoryGib, system, node, openssl, placement, loadBefore } = machine;
  return `${processors} x ${processor}, ${memoryGib} GiB, ${system}; Node ${node.slice(1)}, OpenSSL ${openssl}; ${placement}; load before the start ${loadBefore.toFixed(2)}.`;
}
