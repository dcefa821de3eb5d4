import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser/chromium.ts';
import { seedClients } from './data/seed.ts';
import { bindProcess, type Placement } from './measure/processes.ts';
import { type ChildServer, startChildServer } from './servers/child-server.ts';
import { Installation } from './servers/installation.ts';

/** Clients of the small installation. */
export const FEW_CLIENTS = 2_000;

/** A server to compare with, running. */
export interface ReferenceServer {
  readonly pid: number;
  readonly port: number;
}

/** The servers of a bench run: each is started when a row first needs it, and all end with the run. */
export class Environment {
  readonly #placement: Placement | undefined;
  readonly #profile: string | undefined;
  readonly #say: (line: string) => void;
  #folder: string | undefined;
  readonly #references = new Map<'bare' | 'floor', Promise<ReferenceServer & { stop(): Promise<void> }>>();
  readonly #installations = new Map<number, Promise<Installation>>();

  constructor(options: {
    readonly placement: Placement | undefined;
    readonly profile: string | undefined;
    readonly say: (line: string) => void;
  }) {
    this.#placement = options.placement;
    this.#profile = options.profile;
    this.#say = options.say;
  }

  /** A new installation of our server without any client; whoever asks for it removes it. */
  emptyInstallation(): Promise<Installation> {
    return Installation.create(this.#placement, this.#profile);
  }

  /** Our server with a fleet of known clients; the same one each time for a size. */
  installation(clients: number): Promise<Installation> {
    let found = this.#installations.get(clients);
    if (found === undefined) {
      found = this.#createInstallation(clients);
      this.#installations.set(clients, found);
    }
    return found;
  }

  async #createInstallation(clients: number): Promise<Installation> {
    const installation = await this.emptyInstallation();
    const beganMs = performance.now();
    await seedClients(await installation.pool(), clients);
    const seconds = Math.round((performance.now() - beganMs) / 1_000);
    this.#say(`seeded ${clients.toLocaleString('en')} clients in ${seconds} s`);
    return installation;
  }

  /** A server to compare with; it shows the certificates of the small installation. */
  reference(kind: 'bare' | 'floor'): Promise<ReferenceServer> {
    let found = this.#references.get(kind);
    if (found === undefined) {
      found = this.#startReference(kind);
      this.#references.set(kind, found);
    }
    return found;
  }

  async #startReference(kind: 'bare' | 'floor'): Promise<ReferenceServer & { stop(): Promise<void> }> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'deskfleet-bench-'));
    const identityFile = join(this.#folder, 'identity.json');
    const installation = await this.installation(FEW_CLIENTS);
    await writeFile(identityFile, JSON.stringify(await installation.identity()), { mode: 0o600 });
    const program = fileURLToPath(new URL(`servers/${kind}.ts`, import.meta.url));
    const all = this.#placement === undefined ? [] : ['taskset', '-c', this.#placement.all];
    const server: ChildServer = await startChildServer([...all, process.execPath, program, identityFile]);
    if (this.#placement !== undefined) bindProcess(server.pid, this.#placement.server);
    return { pid: server.pid, port: Number(server.ready['port']), stop: () => server.stop() };
  }

  /** Starts a process that plays phones, beside the server. */
  startPlayer(): ChildProcess {
    const player = fork(fileURLToPath(new URL('load/storm-player.ts', import.meta.url)));
    if (this.#placement !== undefined && player.pid !== undefined) {
      bindProcess(player.pid, this.#placement.others);
    }
    return player;
  }

  /** A browser with all processors, as users have it: on a single one its processes wait for each other. */
  async openBrowser(): Promise<Browser> {
    const placement = this.#placement;
    if (placement === undefined) return launchBrowser();
    bindProcess(process.pid, placement.all);
    try {
      return await launchBrowser();
    } finally {
      bindProcess(process.pid, placement.generator);
    }
  }

  /** Ends everything and leaves nothing behind. */
  async close(): Promise<void> {
    const started = [
      ...[...this.#references.values()].map(async (server) => (await server).stop()),
      ...[...this.#installations.values()].map(async (installation) => (await installation).remove()),
    ];
    await Promise.allSettled(started);
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}
