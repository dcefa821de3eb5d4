import type { FileType } from '../../infra/db/index.ts';
import type { FileFacts } from './file-facts.ts';

/** What is known of a file that matters for a phone. */
export interface FileToFit {
  readonly type: FileType;
  /** Bytes. */
  readonly size: number;
  readonly models: readonly string[];
  readonly facts: FileFacts;
}

/** A known limit of models that a file does not keep to. */
export interface BrokenLimit {
  readonly code:
    | 'too-large'
    | 'picture-size'
    | 'picture-format'
    | 'picture-colors'
    | 'sound-format'
    | 'sound-coding';
  readonly models: readonly string[];
  readonly params: Readonly<Record<string, string | number>>;
}

interface PictureLimit {
  readonly width: number;
  readonly height: number;
  readonly formats: readonly ('jpeg' | 'png' | 'bmp')[];
  readonly isMono?: boolean;
}

const KILOBYTE = 1_024;
const COLOR_FORMATS = ['jpeg', 'png'] as const;

/** Limits that the developer's guide names (phones reference, section 6); of CP phones none are known, so none are invented. */
const pictureLimits: Readonly<Partial<Record<FileType, Readonly<Record<string, PictureLimit>>>>> = {
  screensaver: {
    'OpenStage 60': { width: 320, height: 240, formats: COLOR_FORMATS },
    'OpenStage 80': { width: 640, height: 480, formats: COLOR_FORMATS },
  },
  logo: {
    'OpenStage 40': { width: 144, height: 32, formats: ['bmp'], isMono: true },
    'OpenStage 60': { width: 240, height: 70, formats: COLOR_FORMATS },
    'OpenStage 80': { width: 480, height: 148, formats: COLOR_FORMATS },
  },
};
const limitedModels = ['OpenStage 40', 'OpenStage 60', 'OpenStage 80'];
const sizeLimits: Readonly<Partial<Record<FileType, number>>> = {
  picture: 300 * KILOBYTE,
  screensaver: 300 * KILOBYTE,
  ringtone: 1_024 * KILOBYTE,
};
/** Only these play MP3. */
const playsMp3 = ['OpenStage 60', 'OpenStage 80'];

/** Known limits that a file does not keep to, each with the models that have it; those that it is not for are left out. */
export function findBrokenLimits(file: FileToFit): BrokenLimit[] {
  const models = limitedModels.filter((model) => file.models.length === 0 || file.models.includes(model));
  const found = models.flatMap((model) =>
    limitsOf(file, model).map((limit) => ({
      ...limit,
      model,
      key: JSON.stringify([limit.code, limit.params]),
    })),
  );
  const together = Map.groupBy(found, ({ key }) => key);
  return [...together.values()].flatMap((same) =>
    same[0] === undefined
      ? []
      : [{ code: same[0].code, params: same[0].params, models: same.map(({ model }) => model) }],
  );
}

function limitsOf(file: FileToFit, model: string): Omit<BrokenLimit, 'models'>[] {
  const maxBytes = sizeLimits[file.type];
  const tooLarge =
    maxBytes !== undefined && file.size > maxBytes
      ? [{ code: 'too-large' as const, params: { size: kilobytes(file.size), limit: kilobytes(maxBytes) } }]
      : [];
  return [...tooLarge, ...pictureFaults(file, model), ...soundFaults(file, model)];
}

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / KILOBYTE);
}

function pictureFaults({ type, facts }: FileToFit, model: string): Omit<BrokenLimit, 'models'>[] {
  const limit = pictureLimits[type]?.[model];
  const { format, width, height, bitsPerPixel } = facts;
  if (limit === undefined || format === undefined || width === undefined || height === undefined) return [];
  const faults: Omit<BrokenLimit, 'models'>[] = [];
  if (!limit.formats.some((allowed) => allowed === format)) {
    faults.push({
      code: 'picture-format',
      params: {
        format: format.toUpperCase(),
        allowed: limit.formats.map((one) => one.toUpperCase()).join(' / '),
      },
    });
  }
  if (limit.isMono === true && bitsPerPixel !== undefined && bitsPerPixel > 1) {
    faults.push({ code: 'picture-colors', params: { bits: bitsPerPixel } });
  }
  if (width !== limit.width || height !== limit.height) {
    faults.push({
      code: 'picture-size',
      params: { width, height, limitWidth: limit.width, limitHeight: limit.height },
    });
  }
  return faults;
}

function soundFaults({ type, facts }: FileToFit, model: string): Omit<BrokenLimit, 'models'>[] {
  if (type !== 'ringtone' && type !== 'music-on-hold') return [];
  const { format, codec, sampleRate, bitsPerSample } = facts;
  if (format === 'mp3' && !playsMp3.includes(model)) {
    return [{ code: 'sound-format', params: { format: 'MP3' } }];
  }
  if (format !== 'wav' || sampleRate === undefined || bitsPerSample === undefined) return [];
  if (codec === 'PCM' && sampleRate === 8_000 && bitsPerSample === 16) return [];
  return [{ code: 'sound-coding', params: { codec: codec ?? '?', sampleRate, bitsPerSample } }];
}
