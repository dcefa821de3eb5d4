import { parseSoftwareVersion } from '@deskfleet/protocol';
import { modelOf } from '../../clients/index.ts';
import type { ContentSample } from './content-sample.ts';
import { type Findings, truncated } from './findings.ts';
import { releaseText } from './name.ts';

/** U-Boot's magic number; its header of 64 bytes has a name of 32 bytes at 0x20. */
const UIMAGE_MAGIC = 0x27051956;
const HEADER_BYTES = 64;
const NAME_AT = 0x20;
/** So far before the end stands the device type, and after it and two bytes the software type (phones reference, section 6). */
const DEVICE_TYPE_BEFORE_END = 0x128;
const MAX_TEXT = 128;

/**
 * Reads a firmware image (phones reference, section 6). Undefined: the content is none, as far as is known; images of CP phones
 * were never seen, so their names have to do.
 */
export function readFirmware({ size, head, tail }: ContentSample): Findings | undefined {
  if (head.length < HEADER_BYTES) return undefined;
  const isUImage = head.readUInt32BE(0) === UIMAGE_MAGIC;
  const imageName = textAt(head, NAME_AT, 32);
  const { deviceType, softwareTypeText } = trailer(tail);
  const version = versionIn(head) ?? versionIn(tail);
  const namesPhone = /^OpenS(?:tage|cape)/.test(imageName) || deviceType !== '';
  if (!isUImage && !(namesPhone && version !== undefined)) return undefined;
  const softwareType = /\b(SIP|HFA)\b/.exec(softwareTypeText)?.[1];
  const phone = deviceType === '' && /^OpenS(?:tage|cape)/.test(imageName) ? imageName : deviceType;
  const payload = isUImage ? head.readUInt32BE(12) : 0;
  return {
    facts: {
      format: 'firmware',
      ...(imageName === '' ? {} : { imageName }),
      ...(deviceType === '' ? {} : { deviceType }),
      ...(softwareTypeText === '' ? {} : { softwareTypeText }),
    },
    ...(softwareType === undefined ? {} : { softwareType }),
    ...(version === undefined ? {} : { softwareVersion: version }),
    models: phone === '' ? [] : [modelOf(phone)],
    problems: payload + HEADER_BYTES > size ? [truncated('firmware', payload + HEADER_BYTES, size)] : [],
  };
}

function trailer(tail: Buffer): { deviceType: string; softwareTypeText: string } {
  const at = tail.length - DEVICE_TYPE_BEFORE_END;
  const deviceType = at < 0 ? '' : textAt(tail, at, MAX_TEXT);
  if (!/^(?:OpenStage|OpenScape)\b/.test(deviceType)) return { deviceType: '', softwareTypeText: '' };
  const softwareTypeText = textAt(tail, at + Buffer.byteLength(deviceType, 'latin1') + 1 + 2, MAX_TEXT);
  const known = softwareTypeText === 'Siemens SIP' || softwareTypeText === 'Siemens HFA';
  return { deviceType, softwareTypeText: known ? softwareTypeText : '' };
}

/** A printable text that ends with NUL; empty when there is none. */
function textAt(bytes: Buffer, at: number, maxLength: number): string {
  const part = bytes.subarray(at, at + maxLength);
  const end = part.indexOf(0);
  const text = part.toString('latin1', 0, end === -1 ? part.length : end);
  return /^[\x20-\x7e]+$/.test(text) ? text.trim() : '';
}

function versionIn(bytes: Buffer): string | undefined {
  const found = /V\d{1,3}(?:\.\d{1,3})? {1,2}R\d{1,4}\.\d{1,4}\.\d{1,4}/.exec(bytes.toString('latin1'))?.[0];
  return found !== undefined && parseSoftwareVersion(found) !== undefined
    ? (releaseText(found) ?? undefined)
    : undefined;
}
