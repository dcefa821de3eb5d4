import type { TFunction } from 'i18next';
import type { FileFacts, StoredFile } from '../../api/types.ts';
import type { Format } from '../../shared/i18n/format.ts';

/** "SIP V1 R11.4.0", as the guide writes the version of software; empty for what has none. */
export function versionWords({
  softwareType,
  softwareVersion,
}: {
  softwareType: string | null;
  softwareVersion: string | null;
}): string {
  return [softwareType, softwareVersion].filter((part) => part !== null).join(' ');
}

/** A file in one line: type, version, size. */
export function fileSummary(file: StoredFile, t: TFunction, format: Format): string {
  return [t(`files.type.${file.type}`), versionWords(file), format.bytes(file.size)]
    .filter((part) => part !== '')
    .join(' · ');
}

/** What the content says of itself, as pairs of name and value. */
export function factPairs(facts: FileFacts, t: TFunction, format: Format): [string, string][] {
  const { width, height, bitsPerPixel, sampleRate, bitsPerSample, channels, codec, seconds } = facts;
  const sound = [
    codec,
    sampleRate === undefined ? undefined : t('files.detail.hertz', { number: format.number(sampleRate) }),
    bitsPerSample === undefined ? undefined : t('files.detail.bits', { count: bitsPerSample }),
    channels === undefined ? undefined : t('files.detail.channels', { count: channels }),
  ].filter((part) => part !== undefined);
  const firmware = [facts.imageName, facts.deviceType, facts.softwareTypeText].filter(
    (part) => part !== undefined && part !== '',
  );
  return [
    ...pair(
      t('files.detail.format'),
      facts.format === undefined || facts.format === 'other' ? undefined : t(`files.format.${facts.format}`),
    ),
    ...pair(
      t('files.detail.dimensions'),
      width === undefined || height === undefined ? undefined : t('files.detail.pixels', { width, height }),
    ),
    ...pair(
      t('files.detail.depth'),
      bitsPerPixel === undefined ? undefined : t('files.detail.bits', { count: bitsPerPixel }),
    ),
    ...pair(t('files.detail.sound'), sound.length === 0 ? undefined : sound.join(', ')),
    ...pair(
      t('files.detail.duration'),
      seconds === undefined ? undefined : format.duration(Math.max(1, Math.round(seconds))),
    ),
    ...pair(t('files.detail.image'), firmware.length === 0 ? undefined : firmware.join(', ')),
  ];
}

const pair = (name: string, value: string | undefined): [string, string][] =>
  value === undefined ? [] : [[name, value]];
