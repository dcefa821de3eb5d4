/** What an image does to a phone that has fetched it. */
export type ImageEffect =
  /** It is installed. */
  | 'installs'
  /** The phone restarts and comes back with the software that it had. */
  | 'fails-to-install'
  /** The phone restarts and is never heard of again. */
  | 'never-starts';

/** What a firmware image tells of itself. */
export interface FirmwareImage {
  /** As phones report it, `V3 R5.12.0`. */
  readonly version: string;
  /** The phones that it is for, e.g. `OpenStage 40`; empty: it does not say. */
  readonly deviceType: string;
  /** `Siemens SIP` or `Siemens HFA`; empty: it does not say. */
  readonly softwareType: string;
  readonly effect: ImageEffect;
}

export interface FirmwareImageOptions extends Partial<FirmwareImage> {
  readonly version: string;
  /** Size of the whole image; default 64 KiB. */
  readonly bytes?: number;
  /** Makes images of the same version differ. */
  readonly seed?: number;
}

/** Places in an image (phones reference, section 6): a U-Boot header with a name, a version text, and a trailer. */
const NAME_AT = 0x20;
const VERSION_AT = 0x60;
const TRAILER_BYTES = 0x128;
/** Bytes of the beginning and of the end of an image in which everything is found that it tells. */
export const HEAD_BYTES = 65_536;
export const TAIL_BYTES = TRAILER_BYTES;

const UIMAGE_MAGIC = 0x2705_1956;
/** Simulated images say what they do; no real one has this text. */
const EFFECT_MARK = 'deskfleet-simulator:';

/** Builds an image as the reference describes them, good or bad. */
export function buildFirmwareImage(options: FirmwareImageOptions): Buffer {
  const { version, deviceType = '', softwareType = 'Siemens SIP', effect = 'installs', seed = 1 } = options;
  const image = Buffer.alloc(Math.max(options.bytes ?? HEAD_BYTES, 1_024));
  // Anything but zeros, which compress and hide mistakes with offsets.
  for (let place = 0x200; place < image.length - TRAILER_BYTES; place += 1) {
    image[place] = ((place * 31 + seed * 17) >> 3) & 0x7f;
  }
  image.writeUInt32BE(UIMAGE_MAGIC, 0);
  image.write(deviceType.replaceAll(' ', ''), NAME_AT, 31, 'latin1');
  image.write(version, VERSION_AT, 31, 'latin1');
  if (effect !== 'installs') image.write(`${EFFECT_MARK}${effect}\0`, 0x100, 'latin1');
  const trailer = image.length - TRAILER_BYTES;
  image.fill(0, trailer);
  image.write(deviceType, trailer, 64, 'latin1');
  // A NUL ends the device type; two more bytes lie before the software type.
  const softwareAt = trailer + Buffer.byteLength(deviceType, 'latin1') + 3;
  image.write(softwareType, softwareAt, 64, 'latin1');
  return image;
}

const VERSION = /V(\d{1,3})(?:\.(\d{1,3}))? ?R(\d{1,4})\.(\d{1,4})\.(\d{1,4})/;

/** What an image tells; undefined when it is none. */
export function readFirmwareImage(head: Buffer, tail: Buffer): FirmwareImage | undefined {
  const text = head.toString('latin1');
  const found = VERSION.exec(text);
  if (found === null) return undefined;
  const [, major, sub, minor, fix, hotfix] = found;
  const isWhole =
    head.length > VERSION_AT && head.readUInt32BE(0) === UIMAGE_MAGIC && tail.length >= TRAILER_BYTES;
  const trailer = isWhole ? readTrailer(tail) : { deviceType: '', softwareType: '' };
  const mark = text.indexOf(EFFECT_MARK);
  const effect = mark < 0 ? '' : textAt(head, mark + EFFECT_MARK.length);
  return {
    version: `V${Number(major)}${sub === undefined ? '' : `.${Number(sub)}`} R${Number(minor)}.${Number(fix)}.${Number(hotfix)}`,
    ...trailer,
    effect: effect === 'fails-to-install' || effect === 'never-starts' ? effect : 'installs',
  };
}

/** A NUL ends the device type; two more bytes lie before the software type. */
function readTrailer(tail: Buffer): Pick<FirmwareImage, 'deviceType' | 'softwareType'> {
  const at = tail.length - TRAILER_BYTES;
  const deviceType = textAt(tail, at);
  return { deviceType, softwareType: textAt(tail, at + deviceType.length + 3) };
}

function textAt(bytes: Buffer, from: number): string {
  const end = bytes.indexOf(0, from);
  return bytes.toString('latin1', from, end < 0 ? bytes.length : end);
}
