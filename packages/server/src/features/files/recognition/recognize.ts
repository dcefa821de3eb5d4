import type { FileType } from '../../../infra/db/index.ts';
import type { ContentProblem, FileFormat, RecognizedFile } from '../file-facts.ts';
import type { ContentSample } from './content-sample.ts';
import type { Findings } from './findings.ts';
import { readFirmware } from './firmware.ts';
import { readLdapTemplate } from './ldap-template.ts';
import { readFileName } from './name.ts';
import { readPicture } from './pictures.ts';
import { readSound } from './sounds.ts';

/** Types that a content of a format can have; the first one when its name says nothing. */
const typesOfFormat: Readonly<Record<FileFormat, readonly FileType[]>> = {
  firmware: ['software'],
  wav: ['ringtone', 'music-on-hold'],
  mp3: ['ringtone', 'music-on-hold'],
  midi: ['ringtone', 'music-on-hold'],
  jpeg: ['picture', 'screensaver', 'logo'],
  png: ['picture', 'screensaver', 'logo'],
  bmp: ['logo', 'picture', 'screensaver'],
  'ldap-template': ['ldap-template'],
  // Images of CP phones and dongle files have no known form, so content can speak neither for nor against them.
  other: ['software', 'dongle'],
};

/** Formats that a name promises. */
const promised: Readonly<Record<string, FileFormat>> = {
  wav: 'wav',
  mp3: 'mp3',
  mid: 'midi',
  midi: 'midi',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  png: 'png',
  bmp: 'bmp',
};

/** What the name alone says of a file: for long lists, of which nobody reads the contents. */
export function recognizeByName(name: string): RecognizedFile {
  return { ...readFileName(name), facts: {}, byContent: false, problems: [] };
}

/** Recognizes a file by its content, and by its name where the content says nothing. Its cost does not depend on what is in it. */
export function recognize(sample: ContentSample): RecognizedFile {
  const named = readFileName(sample.name);
  if (sample.size === 0) {
    return { ...named, facts: {}, byContent: false, problems: [{ code: 'empty', params: {} }] };
  }
  const found =
    readPicture(sample) ?? readLdapTemplate(sample) ?? readFirmware(sample) ?? readSound(sample) ?? nothing;
  const { format } = found.facts;
  const lie = findLie(sample.name, format);
  const possible = typesOfFormat[format];
  const isNamed = named.type !== null && possible.includes(named.type);
  return {
    type: isNamed ? named.type : format === 'other' ? null : (possible[0] ?? null),
    softwareType: found.softwareType ?? named.softwareType,
    softwareVersion: found.softwareVersion ?? named.softwareVersion,
    models: found.models !== undefined && found.models.length > 0 ? found.models : named.models,
    facts: found.facts,
    byContent: format !== 'other',
    problems: lie === undefined ? found.problems : [...found.problems, lie],
  };
}

const nothing: Findings = { facts: { format: 'other' }, problems: [] };

/** Whether a content can be of a type at all. */
export function canBeOfType(format: FileFormat | undefined, type: FileType): boolean {
  return format === undefined || typesOfFormat[format].includes(type);
}

/** What is wrong with the name of a content: it promises another format. */
export function findLie(name: string, format: FileFormat): ContentProblem | undefined {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const expected = Object.hasOwn(promised, extension) ? promised[extension] : undefined;
  if (expected === undefined || expected === format) return undefined;
  return { code: 'lies', params: { extension, format } };
}
