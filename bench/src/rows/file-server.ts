import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  insertContent,
  insertPiece,
  PIECE_BYTES,
} from '@deskfleet/server/src/features/files/contents.queries.ts';
import { insertFile } from '@deskfleet/server/src/features/files/files.queries.ts';
import { createFileLinks } from '@deskfleet/server/src/features/files/index.ts';
import { inTransaction } from '@deskfleet/server/src/infra/db/index.ts';
import { seedClients } from '../data/seed.ts';
import { phoneTls } from '../load/connection.ts';
import { FileDownload } from '../load/downloads.ts';
import { memoryOf } from '../measure/processes.ts';
import type { Row } from '../row.ts';
import type { Installation } from '../servers/installation.ts';

const PHONES = 1_000;
const IMAGE_BYTES = 20_000_000;
const LIMIT_KILOBYTES = 10_000;
/** Handshakes under way at a time: connecting is not what is measured. */
const AT_A_TIME = 25;
/** Until all phones are in their turns. */
const SETTLE_MS = 5_000;
/** Until the server has noticed that all are gone, and cleaned up behind them. */
const AFTERWARDS_MS = 15_000;
const SAMPLE_MS = 500;
const MOST_OFF = 0.05;
const MOST_MIB = 100;

/** How long the flow is looked at: at this limit all phones would need half an hour for the whole image. */
const MEASURED_SECONDS = 40;
const QUICK_SECONDS = 10;

export const fileServerRow: Row = {
  name: 'file-server',
  title: `${PHONES.toLocaleString('en')} phones fetch an image of 20 MB through the file server at a limit of 10 MB/s`,
  measure: async (environment, options) => {
    const installation = await environment.emptyInstallation();
    const downloads: FileDownload[] = [];
    try {
      const paths = await prepare(installation);
      await sleep(SETTLE_MS);
      const idleMib = memoryOf(installation.pid).residentMib;
      const tls = phoneTls('ecdsa');
      for (let from = 0; from < paths.length; from += AT_A_TIME) {
        const portion = paths.slice(from, from + AT_A_TIME);
        const begun = portion.map((path) => FileDownload.begin(installation.phonePort, path, tls));
        downloads.push(...(await Promise.all(begun)));
      }
      await sleep(SETTLE_MS);
      const measured = await watch(installation, downloads, options.quick ? QUICK_SECONDS : MEASURED_SECONDS);
      const errors = Map.groupBy(
        downloads.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
        (problem) => problem,
      );
      for (const download of downloads) download.breakOff();
      await sleep(AFTERWARDS_MS);
      const afterwardsMib = memoryOf(installation.pid).residentMib;
      const offBy = measured.bytesPerSecond / (LIMIT_KILOBYTES * 1_000) - 1;
      const moreMib = measured.mostMib - idleMib;
      return {
        series: [],
        errors: Object.fromEntries([...errors].map(([problem, all]) => [problem, all.length])),
        figures: {
          'megabytes per second': (measured.bytesPerSecond / 1_000_000).toFixed(2),
          'the slowest phone over the average': measured.slowest.toFixed(2),
          'the fastest phone over the average': measured.fastest.toFixed(2),
          'memory before the transfers / most / after them, MiB': [idleMib, measured.mostMib, afterwardsMib]
            .map((mib) => mib.toFixed(0))
            .join(' / '),
        },
        verdicts: [
          {
            what: 'flow over the limit',
            mark: '±5 %',
            measured: `${(100 * offBy).toFixed(1)} %`,
            met: Math.abs(offBy) <= MOST_OFF,
          },
          {
            what: 'memory of the server over that before the transfers, MiB',
            mark: `< ${MOST_MIB}`,
            measured: moreMib.toFixed(0),
            met: moreMib < MOST_MIB,
          },
        ],
      };
    } finally {
      for (const download of downloads) download.breakOff();
      await installation.remove();
    }
  },
};

/** @returns the path for each phone */
async function prepare(installation: Installation): Promise<string[]> {
  const pool = await installation.pool();
  await seedClients(pool, PHONES);
  const now = new Date();
  const fileId = await inTransaction(pool, async (tx) => {
    const contentId = await insertContent(tx, now);
    for (let at = 0; at < IMAGE_BYTES; at += PIECE_BYTES) {
      const bytes = randomBytes(Math.min(PIECE_BYTES, IMAGE_BYTES - at));
      await insertPiece(tx, contentId, at / PIECE_BYTES, bytes);
    }
    return insertFile(tx, {
      name: 'image.img',
      type: 'software',
      softwareType: 'SIP',
      softwareVersion: 'V1 R1.0.0',
      models: [],
      size: IMAGE_BYTES,
      sha256: randomUUID(),
      facts: {},
      contentId,
      createdAt: now,
      accountId: null,
      accountName: 'bench',
    });
  });
  const api = await installation.signIn();
  await api.patch('/settings', { files: { bandwidthKilobytes: LIMIT_KILOBYTES } });
  api.close();
  const { rows } = await pool.query<{ id: string }>('select id from clients order by id');
  const links = createFileLinks(await installation.secrets());
  const expiresAt = new Date(now.getTime() + 3_600_000);
  return rows.map(({ id }) => links.pathOf({ fileId, clientId: id, targetId: null, expiresAt }, 'image.img'));
}

async function watch(installation: Installation, downloads: readonly FileDownload[], seconds: number) {
  const before = downloads.map(({ bytes }) => bytes);
  const beganMs = performance.now();
  let mostMib = 0;
  while (performance.now() - beganMs < seconds * 1_000) {
    await sleep(SAMPLE_MS);
    mostMib = Math.max(mostMib, memoryOf(installation.pid).residentMib);
  }
  const tookSeconds = (performance.now() - beganMs) / 1_000;
  const each = downloads.map(({ bytes }, place) => bytes - (before[place] ?? 0));
  const total = each.reduce((sum, bytes) => sum + bytes, 0);
  const average = total / each.length;
  return {
    bytesPerSecond: total / tookSeconds,
    slowest: Math.min(...each) / average,
    fastest: Math.max(...each) / average,
    mostMib,
  };
}
