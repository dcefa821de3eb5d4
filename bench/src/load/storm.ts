import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { BenchError } from '../bench-error.ts';

/** A value that a phone is to get. */
export interface ItemToHave {
  readonly item: string;
  readonly value: string;
}

/** What one process plays of a storm: phones that the server does not know. */
export interface StormPart {
  /** `https://host:port` */
  readonly server: string;
  readonly firstNumber: number;
  readonly count: number;
  /** Time over which power returns to the phones. */
  readonly bootWindowMs: number;
  readonly values: readonly ItemToHave[];
}

/** How far the phones are. */
export interface StormReport {
  /** Of each phone that has its values: from its first message until it had them, in milliseconds. */
  readonly waitsMs: readonly number[];
  /** Messages that were answered with *come again*. */
  readonly turnedAway: number;
  /** Messages that got no useful answer, by kind. */
  readonly unanswered: Readonly<Record<string, number>>;
  readonly contactRequests: number;
}

/** Phones of one process: more of them wait for each other, and the figures would be those of the load generator. */
const PHONES_OF_PROCESS = 2_500;

const nothing: StormReport = { waitsMs: [], turnedAway: 0, unanswered: {}, contactRequests: 0 };

/** Unknown phones that all get their power back, played by several processes. */
export class Storm {
  readonly processes: number;
  readonly #players: readonly ChildProcess[];
  readonly #reports: StormReport[];
  #broken: BenchError | undefined;

  private constructor(players: readonly ChildProcess[]) {
    this.processes = players.length;
    this.#players = players;
    this.#reports = players.map(() => nothing);
    for (const [place, player] of players.entries()) {
      player.on('message', (report: StormReport) => {
        this.#reports[place] = report;
      });
      player.once('exit', (code, signal) => {
        this.#broken = new BenchError(`a process that plays phones ended (${signal ?? code})`);
      });
    }
  }

  /**
   * Gets the phones ready, without power.
   * @param startPlayer starts `storm-player.ts`
   */
  static async prepare(
    phones: Omit<StormPart, 'firstNumber'>,
    startPlayer: () => ChildProcess,
  ): Promise<Storm> {
    const parts = Array.from({ length: Math.ceil(phones.count / PHONES_OF_PROCESS) }, (_, place) => {
      const before = place * PHONES_OF_PROCESS;
      const count = Math.min(PHONES_OF_PROCESS, phones.count - before);
      return { ...phones, firstNumber: before + 1, count };
    });
    const players = parts.map(() => startPlayer());
    await Promise.all(
      players.map(async (player, place) => {
        player.send({ ...parts[place] });
        await once(player, 'message');
      }),
    );
    return new Storm(players);
  }

  powerOn(): void {
    for (const player of this.#players) player.send('power-on');
  }

  /**
   * How far all phones are.
   * @throws BenchError when a process that plays some of them is gone
   */
  get report(): StormReport {
    if (this.#broken !== undefined) throw this.#broken;
    const unanswered: Record<string, number> = {};
    for (const report of this.#reports) {
      for (const [kind, count] of Object.entries(report.unanswered)) {
        unanswered[kind] = (unanswered[kind] ?? 0) + count;
      }
    }
    return {
      waitsMs: this.#reports.flatMap(({ waitsMs }) => waitsMs),
      turnedAway: sum(this.#reports.map(({ turnedAway }) => turnedAway)),
      unanswered,
      contactRequests: sum(this.#reports.map(({ contactRequests }) => contactRequests)),
    };
  }

  /** Ends the processes, and the phones with them. */
  end(): void {
    for (const player of this.#players) {
      player.removeAllListeners('exit');
      if (player.connected) player.disconnect();
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
