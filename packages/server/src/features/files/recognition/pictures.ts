import type { ContentSample } from './content-sample.ts';
import { broken, type Findings, truncated } from './findings.ts';

/** No phone has a display near this; a picture beyond it is a mistake, or meant to fill the memory of who decodes it. */
export const MAX_SIDE = 8_192;
export const MAX_PIXELS = 16_000_000;

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Samples of a pixel by color type (PNG specification, 11.2.1). */
const PNG_SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Reads the header of a JPEG, PNG or BMP; never decodes it. Undefined: it is none. */
export function readPicture(sample: ContentSample): Findings | undefined {
  const { head } = sample;
  if (head.subarray(0, 8).equals(PNG_SIGNATURE)) return withinBounds(readPng(sample));
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return withinBounds(readJpeg(sample));
  if (head.toString('latin1', 0, 2) === 'BM' && looksLikeBmp(head)) return withinBounds(readBmp(sample));
  return undefined;
}

function withinBounds(found: Findings): Findings {
  const { width = 0, height = 0 } = found.facts;
  if (width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS) return found;
  const params = { width, height, side: MAX_SIDE, pixels: MAX_PIXELS };
  return { ...found, problems: [...found.problems, { code: 'too-large-picture', params }] };
}

function readPng({ head, tail }: ContentSample): Findings {
  if (head.length < 33 || head.toString('latin1', 12, 16) !== 'IHDR') {
    return { facts: { format: 'png' }, problems: [broken('png', 'IHDR')] };
  }
  const width = head.readUInt32BE(16);
  const height = head.readUInt32BE(20);
  const samples = PNG_SAMPLES[head[25] ?? -1];
  const isSound = width > 0 && height > 0 && samples !== undefined;
  const hasEnd = tail.includes('IEND', 0, 'latin1');
  return {
    facts: { format: 'png', width, height, bitsPerPixel: (head[24] ?? 0) * (samples ?? 1) },
    problems: !isSound ? [broken('png', 'IHDR')] : hasEnd ? [] : [broken('png', 'IEND')],
  };
}

function readJpeg({ head, tail }: ContentSample): Findings {
  const frame = findFrame(head);
  if (frame === undefined) return { facts: { format: 'jpeg' }, problems: [broken('jpeg', 'SOF')] };
  const isSound = frame.width > 0 && frame.height > 0;
  // Some cameras append data of their own, so the end may stand before the last bytes.
  const hasEnd = tail.includes(Buffer.from([0xff, 0xd9]));
  return {
    facts: { format: 'jpeg', ...frame },
    problems: !isSound ? [broken('jpeg', 'SOF')] : hasEnd ? [] : [broken('jpeg', 'EOI')],
  };
}

/** Goes from marker to marker up to the frame header (ITU T.81, B.2.2). */
function findFrame(head: Buffer): { width: number; height: number; bitsPerPixel: number } | undefined {
  let at = 2;
  while (at + 9 < head.length) {
    if (head[at] !== 0xff) return undefined;
    const marker = head[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = head.readUInt16BE(at + 2);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      return {
        height: head.readUInt16BE(at + 5),
        width: head.readUInt16BE(at + 7),
        bitsPerPixel: (head[at + 4] ?? 8) * (head[at + 9] ?? 1),
      };
    }
    if (length < 2 || marker === 0xda || marker === 0xd9) return undefined;
    at += 2 + length;
  }
  return undefined;
}

/** Two letters alone begin many texts. */
function looksLikeBmp(head: Buffer): boolean {
  return head.length >= 26 && [12, 40, 52, 56, 64, 108, 124].includes(head.readUInt32LE(14));
}

function readBmp({ size, head }: ContentSample): Findings {
  const isOld = head.readUInt32LE(14) === 12;
  if (!isOld && head.length < 30) return { facts: { format: 'bmp' }, problems: [broken('bmp', 'header')] };
  const width = isOld ? head.readUInt16LE(18) : head.readInt32LE(18);
  // A negative height means rows from top to bottom.
  const height = Math.abs(isOld ? head.readUInt16LE(20) : head.readInt32LE(22));
  const bitsPerPixel = head.readUInt16LE(isOld ? 24 : 28);
  const isPlain = isOld || head.length < 34 || head.readUInt32LE(30) === 0;
  const rows = isPlain ? Math.ceil((width * bitsPerPixel) / 32) * 4 * height : 0;
  const expected = head.readUInt32LE(10) + rows;
  const isSound = width > 0 && height > 0 && [1, 2, 4, 8, 16, 24, 32].includes(bitsPerPixel);
  return {
    facts: { format: 'bmp', width, height, bitsPerPixel },
    problems: !isSound
      ? [broken('bmp', 'header')]
      : expected > size
        ? [truncated('bmp', expected, size)]
        : [],
  };
}
