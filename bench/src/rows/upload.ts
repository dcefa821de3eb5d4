import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../data/api-client.ts';
import { MemoryCourse } from '../measure/memory-course.ts';
import { memoryOf } from '../measure/processes.ts';
import type { Row } from '../row.ts';

const MEBIBYTE = 1_048_576;
const SIZE_MIB = 1_024;
const QUICK_MIB = 128;
/** As the app sends them when the line is fast. */
const PORTION_MIB = 8;
const SETTLE_MS = 3_000;
const MOST_MIB = 100;
const MOST_GROWTH_MIB = 50;

interface Upload {
  readonly id: string;
  readonly offset: number;
}

interface Step {
  readonly upload: Upload | null;
  readonly file: { readonly id: string; readonly sha256: string } | null;
}

export const uploadRow: Row = {
  name: 'upload',
  title: 'A file of 1 GiB is uploaded in portions and fetched again, both over the API',
  measure: async (environment, options) => {
    const portions = (options.quick ? QUICK_MIB : SIZE_MIB) / PORTION_MIB;
    const installation = await environment.emptyInstallation();
    try {
      const api = await installation.signIn();
      await sleep(SETTLE_MS);
      const idleMib = memoryOf(installation.pid).residentMib;
      const up = new MemoryCourse(installation.pid);
      const beganMs = performance.now();
      const { file, sha256 } = await upload(api, portions, (done) => up.note(done));
      const upMs = performance.now() - beganMs;
      const down = new MemoryCourse(installation.pid);
      const size = portions * PORTION_MIB * MEBIBYTE;
      const backMs = performance.now();
      const fetched = await fetchBack(api, file.id, size, (done) => down.note(done));
      const downMs = performance.now() - backMs;
      api.close();
      const overMib = Math.max(up.mostMib, down.mostMib) - idleMib;
      const growthMib = Math.max(up.growthMib, down.growthMib);
      return {
        series: [],
        errors: {
          ...(file.sha256 === sha256 ? {} : { 'the server has another SHA-256': 1 }),
          ...(fetched === sha256 ? {} : { 'other bytes came back': 1 }),
        },
        figures: {
          'MiB per second, up / down': [upMs, downMs]
            .map((ms) => (size / MEBIBYTE / (ms / 1_000)).toFixed(0))
            .join(' / '),
          'memory without an upload, MiB': idleMib.toFixed(0),
          'memory at 25 / 50 / 75 / 100 % of the upload, MiB': up.text,
          'memory at 25 / 50 / 75 / 100 % of the way back, MiB': down.text,
        },
        verdicts: [
          {
            what: 'memory of the server over that without an upload',
            mark: `< ${MOST_MIB} MiB`,
            measured: `${overMib.toFixed(0)} MiB`,
            met: overMib < MOST_MIB,
          },
          {
            what: 'memory at the end over that after the first quarter, the worse way',
            mark: `< ${MOST_GROWTH_MIB} MiB`,
            measured: `${growthMib.toFixed(0)} MiB`,
            met: growthMib < MOST_GROWTH_MIB,
          },
        ],
      };
    } finally {
      await installation.remove();
    }
  },
};

async function upload(api: ApiClient, portions: number, onProgress: (done: number) => void) {
  const hash = createHash('sha256');
  const size = portions * PORTION_MIB * MEBIBYTE;
  let { id, offset } = await api.post<Upload>('/file-uploads', { name: 'image.img', size, type: 'software' });
  for (;;) {
    const bytes = randomBytes(PORTION_MIB * MEBIBYTE);
    hash.update(bytes);
    const headers = {
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
    };
    const step = await api.patchBytes<Step>(`/file-uploads/${id}`, headers, bytes);
    onProgress((step.upload?.offset ?? size) / size);
    if (step.file !== null) return { file: step.file, sha256: hash.digest('hex') };
    ({ id, offset } = step.upload ?? { id, offset: size });
  }
}

/** @returns SHA-256 of what came */
async function fetchBack(
  api: ApiClient,
  fileId: string,
  size: number,
  onProgress: (done: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  let received = 0;
  let noted = 0;
  await api.read(`/files/${fileId}/content`, (bytes) => {
    hash.update(bytes);
    received += bytes.length;
    if (received - noted < MEBIBYTE && received < size) return;
    noted = received;
    onProgress(received / size);
  });
  return hash.digest('hex');
}
