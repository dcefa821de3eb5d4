import { parseSoftwareVersion } from '@deskfleet/protocol';
import type { FileType } from '../../../infra/db/index.ts';
import { modelOf } from '../../clients/index.ts';

/** What the name of a file says; null and empty where it says nothing. */
export interface NamedFile {
  readonly type: FileType | null;
  readonly softwareType: string | null;
  readonly softwareVersion: string | null;
  readonly models: readonly string[];
}

const SOUNDS = ['wav', 'mp3', 'mid', 'midi'];
const PICTURES = ['jpg', 'jpeg', 'png', 'bmp'];

/** Firmware is called like `CP_400_HFA_V1_R7_4_0.img` and `OS40_SIP_V3_R5_12_0.img` (phones reference, section 6). */
export function readFileName(name: string): NamedFile {
  const plain = name.slice(name.lastIndexOf('/') + 1);
  const extension = /\.([^.]+)$/.exec(plain)?.[1]?.toLowerCase() ?? '';
  const words = plain.slice(0, plain.length - extension.length).toLowerCase();
  const type = typeOf(extension, words);
  if (type !== 'software') return { type, softwareType: null, softwareVersion: null, models: [] };
  return {
    type,
    softwareType: /(?:^|[^a-z])(sip|hfa)(?:[^a-z]|$)/.exec(words)?.[1]?.toUpperCase() ?? null,
    softwareVersion: versionIn(words),
    models: modelIn(words),
  };
}

function typeOf(extension: string, words: string): FileType | null {
  if (extension === 'img') return 'software';
  if (/dongle/.test(words)) return 'dongle';
  if (SOUNDS.includes(extension)) return /moh|on.?hold|wartemusik/.test(words) ? 'music-on-hold' : 'ringtone';
  if (PICTURES.includes(extension)) {
    if (/logo/.test(words)) return 'logo';
    return /screen.?saver|bildschirmschoner/.test(words) ? 'screensaver' : 'picture';
  }
  return extension === 'txt' && /ldap/.test(words) ? 'ldap-template' : null;
}

function versionIn(words: string): string | null {
  const found = /v(\d{1,3})(?:\.(\d{1,3}))?[\s_.-]*r(\d{1,4})[\s_.-](\d{1,4})(?:[\s_.-](\d{1,4}))?/.exec(
    words,
  );
  if (found === null) return null;
  const [, major, sub, minor, fix, hotfix] = found;
  return releaseText(`V${major}${sub === undefined ? '' : `.${sub}`} R${minor}.${fix}.${hotfix ?? 0}`);
}

/** A version as phones write it, from that form or the dotted one; null when it is neither. */
export function releaseText(text: string): string | null {
  const version = parseSoftwareVersion(text);
  if (version === undefined) return null;
  const major = version.sub === 0 ? `V${version.major}` : `V${version.major}.${version.sub}`;
  return `${major} R${version.minor}.${version.fix}.${version.hotfix}`;
}

function modelIn(words: string): string[] {
  const cp = /(?:^|[^a-z])cp[\s_-]?(\d{3}[a-z]?)(?:[^a-z0-9]|$)/.exec(words);
  if (cp !== null) return [modelOf(`CP${cp[1]}`)];
  const openStage = /(?:^|[^a-z])(?:os|openstage)[\s_-]?(\d{2}[a-z]?)(?:[^a-z0-9]|$)/.exec(words);
  if (openStage !== null) return [modelOf(`OpenStage ${openStage[1]}`)];
  const deskPhone = /(?:^|[^a-z0-9])(35g|55g)(?:[\s_-]?(eco))?(?:[^a-z0-9]|$)/.exec(words);
  if (deskPhone === null) return [];
  return [`IP ${deskPhone[1]?.toUpperCase()}${deskPhone[2] === undefined ? '' : ' Eco'}`];
}
