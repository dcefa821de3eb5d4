import type { Clock } from './clock.ts';
import {
  type FileOrder,
  type FileRecord,
  type FileSource,
  findImageVersion,
  isPossible,
  type SoftwareOrder,
  toReportedVersion,
} from './deployment.ts';
import { type FetchedFile, fetchFile } from './wire/fetch-file.ts';

export interface FileLoaderOptions {
  readonly clock: Clock;
  readonly localAddress: string | undefined;
  readonly timeoutMs: number;
  /** FTP is not simulated: how such transfers are taken to end. */
  readonly ftpResult: 'ok' | 'failed';
}

/** New firmware, ready to start. */
export interface NewSoftware {
  readonly version: string;
  readonly softwareType?: string;
}

/** Fetches what FileDeployment and SoftwareDeployment name, and keeps the list of the phone's files. */
export class FileLoader {
  readonly #options: FileLoaderOptions;
  #files: Map<string, FileRecord> | undefined;

  constructor(options: FileLoaderOptions) {
    this.#options = options;
  }

  /** The files on the phone. */
  get files(): readonly FileRecord[] {
    return [...(this.#files?.values() ?? [])];
  }

  /** Factory reset. */
  deleteAll(): void {
    this.#files = undefined;
  }

  /**
   * Carries out file orders one after the other.
   * @returns the outcome of each deployment; deletions have none
   */
  async load(orders: readonly FileOrder[], signal: AbortSignal): Promise<FileRecord[]> {
    const records: FileRecord[] = [];
    for (const order of orders) {
      const key = `${order.type}|${order.name}`;
      if (order.action === 'delete') {
        this.#files?.delete(key);
        continue;
      }
      const isThere = isPossible(order) && (await this.#fetch(order.source, signal)) !== undefined;
      const record: FileRecord = {
        type: order.type,
        name: order.name,
        status: isThere ? 'ok' : 'failed',
        at: this.#options.clock.now(),
      };
      records.push(record);
      if (isThere) {
        this.#files ??= new Map();
        this.#files.set(key, record);
      }
    }
    return records;
  }

  /** @returns the firmware to start, or undefined when it could not be fetched or has no version */
  async loadSoftware(order: SoftwareOrder, signal: AbortSignal): Promise<NewSoftware | undefined> {
    const image = await this.#fetch(order.source, signal);
    if (image === undefined) return undefined;
    const version = toReportedVersion(order.version ?? '') ?? findImageVersion(image.head);
    if (version === undefined) return undefined;
    return order.softwareType === undefined ? { version } : { version, softwareType: order.softwareType };
  }

  async #fetch(source: FileSource, signal: AbortSignal): Promise<FetchedFile | undefined> {
    const { localAddress, timeoutMs, ftpResult } = this.#options;
    if (source.kind === 'none') return undefined;
    if (source.kind === 'ftp') return ftpResult === 'ok' ? { bytes: 0, head: Buffer.alloc(0) } : undefined;
    try {
      return await fetchFile(source.url, localAddress, timeoutMs, signal);
    } catch {
      // A file that cannot be had is told to the server as status `failed`, whatever the reason.
      return undefined;
    }
  }
}
