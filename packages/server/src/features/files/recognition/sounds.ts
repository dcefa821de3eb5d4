import type { ContentSample } from './content-sample.ts';
import { broken, type Findings, truncated } from './findings.ts';

const WAV_CODECS: Readonly<Record<number, string>> = {
  1: 'PCM',
  2: 'MS ADPCM',
  3: 'PCM float',
  6: 'A-law',
  7: 'µ-law',
  17: 'IMA ADPCM',
  49: 'GSM 6.10',
  85: 'MP3',
  65534: 'extensible',
};
/** A recorder that does not know the length writes this. */
const UNKNOWN_LENGTH = 0xffff_ffff;

/** Reads the header of a WAV, MIDI or MP3. Undefined: it is none. */
export function readSound(sample: ContentSample): Findings | undefined {
  const { head } = sample;
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WAVE') {
    return readWav(sample);
  }
  if (head.toString('latin1', 0, 4) === 'MThd') return readMidi(sample);
  return readMp3(sample);
}

function readWav({ size, head }: ContentSample): Findings {
  const chunks = wavChunks(head);
  const format = chunks.get('fmt ');
  if (format === undefined || format.length < 16 || format.at + 16 > head.length) {
    return { facts: { format: 'wav' }, problems: [broken('wav', 'fmt')] };
  }
  const { at } = format;
  const bytesPerSecond = head.readUInt32LE(at + 8);
  const data = chunks.get('data');
  const known = data !== undefined && data.length !== UNKNOWN_LENGTH;
  const isCut = known && data.at + data.length > size;
  const codec = WAV_CODECS[head.readUInt16LE(at)] ?? `0x${head.readUInt16LE(at).toString(16)}`;
  return {
    facts: {
      format: 'wav',
      codec: codec === 'extensible' && format.length >= 26 ? subCodec(head, at) : codec,
      channels: head.readUInt16LE(at + 2),
      sampleRate: head.readUInt32LE(at + 4),
      bitsPerSample: head.readUInt16LE(at + 14),
      ...(known && bytesPerSecond > 0 ? { seconds: round(data.length / bytesPerSecond) } : {}),
    },
    problems:
      data === undefined
        ? [broken('wav', 'data')]
        : isCut
          ? [truncated('wav', data.at + data.length, size)]
          : [],
  };
}

function subCodec(head: Buffer, at: number): string {
  const code = at + 26 <= head.length ? head.readUInt16LE(at + 24) : 0xfffe;
  return WAV_CODECS[code] ?? 'extensible';
}

/** Chunks whose headers lie in the head, by name; each is looked at once. */
function wavChunks(head: Buffer): Map<string, { at: number; length: number }> {
  const chunks = new Map<string, { at: number; length: number }>();
  let at = 12;
  while (at + 8 <= head.length) {
    const length = head.readUInt32LE(at + 4);
    chunks.set(head.toString('latin1', at, at + 4), { at: at + 8, length });
    at += 8 + length + (length % 2);
  }
  return chunks;
}

function readMidi({ size, head }: ContentSample): Findings {
  const isSound = head.length >= 14 && head.readUInt32BE(4) >= 6 && head.readUInt16BE(8) <= 2;
  const track = isSound ? 8 + head.readUInt32BE(4) : 0;
  if (!isSound || track + 8 > head.length || head.toString('latin1', track, track + 4) !== 'MTrk') {
    return { facts: { format: 'midi' }, problems: [broken('midi', 'MTrk')] };
  }
  const expected = track + 8 + head.readUInt32BE(track + 4);
  return { facts: { format: 'midi' }, problems: expected > size ? [truncated('midi', expected, size)] : [] };
}

/** Bit rates in kbit/s of layer III by their index (ISO 11172-3 and 13818-3). */
const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const SAMPLE_RATES = [44_100, 48_000, 32_000];

function readMp3({ size, head }: ContentSample): Findings | undefined {
  const hasTag = head.toString('latin1', 0, 3) === 'ID3' && head.length >= 10;
  const tagBytes = hasTag ? 10 + syncSafe(head, 6) : 0;
  if (hasTag && tagBytes >= head.length) {
    // A cover picture longer than the head: the sound behind it cannot be looked at.
    const problems = tagBytes >= size ? [truncated('mp3', tagBytes, size)] : [];
    return { facts: { format: 'mp3', codec: 'MP3' }, problems };
  }
  const at = frameAt(head, tagBytes, hasTag);
  if (at === undefined)
    return hasTag ? { facts: { format: 'mp3' }, problems: [broken('mp3', 'frame')] } : undefined;
  const frame = readFrame(head, at);
  if (frame === undefined) return undefined;
  const { sampleRate, channels, kbits } = frame;
  return {
    facts: {
      format: 'mp3',
      codec: 'MP3',
      sampleRate,
      channels,
      seconds: round(((size - at) * 8) / (kbits * 1_000)),
    },
    problems: [],
  };
}

/** Where the first frame begins; behind a tag some encoders leave a gap. Without a tag two frames in a row must agree. */
function frameAt(head: Buffer, from: number, hasTag: boolean): number | undefined {
  const last = Math.min(head.length - 4, from + (hasTag ? 4_096 : 0));
  for (let at = from; at <= last; at += 1) {
    const frame = readFrame(head, at);
    if (frame === undefined) continue;
    const next = at + frame.bytes;
    if (next + 4 > head.length || readFrame(head, next) !== undefined) return at;
  }
  return undefined;
}

function readFrame(
  head: Buffer,
  at: number,
): { sampleRate: number; channels: number; kbits: number; bytes: number } | undefined {
  const [sync = 0, second = 0, third = 0, fourth = 0] = head.subarray(at, at + 4);
  if (sync !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  const version = (second >> 3) & 3;
  const isLayer3 = ((second >> 1) & 3) === 1;
  const rate = third >> 4;
  const sampling = SAMPLE_RATES[(third >> 2) & 3];
  if (version === 1 || !isLayer3 || rate === 0 || rate === 15 || sampling === undefined) return undefined;
  const sampleRate = version === 3 ? sampling : version === 2 ? sampling / 2 : sampling / 4;
  const kbits = (version === 3 ? RATES_1 : RATES_2)[rate] ?? 0;
  const bytes = Math.floor(((version === 3 ? 144 : 72) * kbits * 1_000) / sampleRate) + ((third >> 1) & 1);
  return { sampleRate, channels: fourth >> 6 === 3 ? 1 : 2, kbits, bytes };
}

/** Four bytes of seven bits each (ID3v2, 6.2). */
function syncSafe(head: Buffer, at: number): number {
  return [0, 1, 2, 3].reduce((sum, place) => sum * 128 + ((head[at + place] ?? 0) & 0x7f), 0);
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
