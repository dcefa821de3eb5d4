import { deflateSync } from 'node:zlib';

/** A firmware image as far as anybody has described one (phones reference, section 6). */
export function aFirmwareImage(
  options: {
    readonly size?: number;
    readonly imageName?: string;
    readonly version?: string;
    readonly deviceType?: string;
    readonly softwareType?: string;
  } = {},
): Buffer {
  const image = Buffer.alloc(options.size ?? 64 * 1_024);
  image.writeUInt32BE(0x27051956, 0);
  image.writeUInt32BE(image.length - 64, 12);
  image.write(options.imageName ?? 'OpenStage40', 0x20, 'latin1');
  image.write(options.version ?? 'V3 R5.12.0', 0x60, 'latin1');
  const at = image.length - 0x128;
  const deviceType = options.deviceType ?? 'OpenStage 40';
  image.write(deviceType, at, 'latin1');
  image.write(options.softwareType ?? 'Siemens SIP', at + deviceType.length + 3, 'latin1');
  return image;
}

/** A PNG of one color; its header can claim another size than its data have. */
export function aPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(Math.min(height, 600) * (1 + Math.min(width, 800) * 3), 0x55));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(name: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(name, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8);
  return chunk;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}

/** The frame header and end of a JPEG, with `before` bytes of other segments in front of it. */
export function aJpeg(width: number, height: number, before = 0): Buffer {
  const other = Buffer.alloc(before === 0 ? 0 : before + 4);
  if (before > 0) {
    other.set([0xff, 0xe1]);
    other.writeUInt16BE(before + 2, 2);
  }
  const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), other, frame, Buffer.from([0xff, 0xd9])]);
}

/** A BMP without compression. */
export function aBmp(width: number, height: number, bitsPerPixel: number): Buffer {
  const palette = bitsPerPixel <= 8 ? 4 * 2 ** bitsPerPixel : 0;
  const rows = Math.ceil((width * bitsPerPixel) / 32) * 4 * height;
  const picture = Buffer.alloc(54 + palette + rows);
  picture.write('BM', 0, 'latin1');
  picture.writeUInt32LE(picture.length, 2);
  picture.writeUInt32LE(54 + palette, 10);
  picture.writeUInt32LE(40, 14);
  picture.writeInt32LE(width, 18);
  picture.writeInt32LE(height, 22);
  picture.writeUInt16LE(1, 26);
  picture.writeUInt16LE(bitsPerPixel, 28);
  return picture;
}

/** A second of silence, as PCM unless `codec` is another one. */
export function aWav(sampleRate = 8_000, bitsPerSample = 16, codec = 1): Buffer {
  const data = (sampleRate * bitsPerSample) / 8;
  const sound = Buffer.alloc(44 + data);
  sound.write('RIFF', 0, 'latin1');
  sound.writeUInt32LE(36 + data, 4);
  sound.write('WAVEfmt ', 8, 'latin1');
  sound.writeUInt32LE(16, 16);
  sound.writeUInt16LE(codec, 20);
  sound.writeUInt16LE(1, 22);
  sound.writeUInt32LE(sampleRate, 24);
  sound.writeUInt32LE(data, 28);
  sound.writeUInt16LE(bitsPerSample / 8, 32);
  sound.writeUInt16LE(bitsPerSample, 34);
  sound.write('data', 36, 'latin1');
  sound.writeUInt32LE(data, 40);
  return sound;
}

/** Frames of an MP3 of 128 kbit/s and 44.1 kHz; `tag` bytes of ID3 before them. */
export function anMp3(frames = 40, tag = 0): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  const head = Buffer.alloc(tag === 0 ? 0 : 10 + tag);
  if (tag > 0) {
    head.write('ID3', 0, 'latin1');
    head[3] = 4;
    for (let place = 0; place < 4; place += 1) head[6 + place] = (tag >> (7 * (3 - place))) & 0x7f;
  }
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame)]);
}

export function aMidi(): Buffer {
  const head = Buffer.from([0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 0, 0, 1, 0, 96]);
  return Buffer.concat([head, Buffer.from([0x4d, 0x54, 0x72, 0x6b, 0, 0, 0, 4, 0, 0xff, 0x2f, 0])]);
}

export function anLdapTemplate(): Buffer {
  return Buffer.from(
    'OpenStage LDAP TEMPLATE (v.1)\r\nSEARCHBASE="dc=example,dc=org"\r\nATTRIB01="sn"\r\nATTRIB02="givenName"\r\nEOF\r\n',
  );
}
