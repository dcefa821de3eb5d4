import type { Clock } from './clock.ts';
import {
  type FileOrder,
  type FileRecord,
  type FileSource,
  isPossible,
  isTooLarge,
  runsOn,
  type SoftwareOrder,
  toReportedVersion,
} from './deployment.ts';
import { HEAD_BYTES, type ImageEffect, readFirmwareImage, TAIL_BYTES } from './firmware-image.ts';
import type { TlsTraits } from './models/traits.ts';
import { type FetchedFile, fetchFile } from './wire/fetch-file.ts';

export interface FileLoaderOptions {
  readonly clock: Clock;
  readonly localAddress: string | undefined;
  readonly timeoutMs: number;
  readonly bytesPerSecond: number | undefined;
  /** FTP is not simulated: how such transfers are taken to end. */
  readonly ftpResult: 'ok' | 'failed';
  readonly deviceType: string;
  readonly getTls: () => TlsTraits;
  /** Whether the connection breaks now. */
  readonly breaks: () => boolean;
}

/** New firmware, ready to start. */
export interface NewSoftware {
  readonly version: string;
  readonly softwareType?: string;
  readonly effect: ImageEffect;
}

/** A file that lies on the phone. */
export interface StoredFile extends FileRecord {
  readonly bytes: number;
  /** Lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** Fetches what FileDeployment and SoftwareDeployment name, and keeps the list of the phone's files. */
export class FileLoader {
  readonly #options: FileLoaderOptions;
  #files: Map<string, StoredFile> | undefined;

  constructor(options: FileLoaderOptions) {
    this.#options = options;
  }

  /** The files on the phone. */
  get files(): readonly StoredFile[] {
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
      const file = isPossible(order) ? await this.#fetch(order.source, signal) : undefined;
      const isKept = file !== undefined && !isTooLarge(order.type, file.bytes);
      const record: FileRecord = {
        type: order.type,
        name: order.name,
        status: isKept ? 'ok' : 'failed',
        at: this.#options.clock.now(),
      };
      records.push(record);
      if (isKept) {
        this.#files ??= new Map();
        this.#files.set(key, { ...record, bytes: file.bytes, sha256: file.sha256 });
      }
    }
    return records;
  }

  /**
   * @returns the firmware to start; undefined when it could not be fetched, has no version, or is for other phones or other
   * software than the order says
   */
  async loadSoftware(order: SoftwareOrder, signal: AbortSignal): Promise<NewSoftware | undefined> {
    const file = await this.#fetch(order.source, signal);
    if (file === undefined) return undefined;
    const image = readFirmwareImage(file.head, file.tail);
    const version = image?.version ?? toReportedVersion(order.version ?? '');
    if (version === undefined) return undefined;
    const { deviceType = '', softwareType: ofImage = '', effect = 'installs' } = image ?? {};
    const { softwareType: ordered = '' } = order;
    if (!runsOn(deviceType, this.#options.deviceType)) return undefined;
    if (ofImage !== '' && ordered !== '' && ofImage !== ordered) return undefined;
    const softwareType = ofImage || ordered;
    return { version, effect, ...(softwareType === '' ? {} : { softwareType }) };
  }

  async #fetch(source: FileSource, signal: AbortSignal): Promise<FetchedFile | undefined> {
    const { localAddress, timeoutMs, bytesPerSecond, ftpResult, getTls, breaks } = this.#options;
    if (source.kind === 'none') return undefined;
    if (source.kind === 'ftp') {
      const nothing = Buffer.alloc(0);
      return ftpResult === 'ok' ? { bytes: 0, head: nothing, tail: nothing, sha256: '' } : undefined;
    }
    try {
      return await fetchFile(source.url, {
        ...(localAddress === undefined ? {} : { localAddress }),
        ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
        timeoutMs,
        tls: getTls(),
        headBytes: HEAD_BYTES,
        tailBytes: TAIL_BYTES,
        signal,
        breaks,
      });
    } catch {
      // A file that cannot be had is told to the server as status `failed`, whatever the reason.
      return undefined;
    }
  }
}
