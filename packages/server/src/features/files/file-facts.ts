import type { FileType } from '../../infra/db/index.ts';

export const fileTypes = [
  'software',
  'ringtone',
  'screensaver',
  'logo',
  'ldap-template',
  'dongle',
  'music-on-hold',
  'picture',
] as const satisfies readonly FileType[];

export const fileFormats = [
  'firmware',
  'wav',
  'mp3',
  'midi',
  'jpeg',
  'png',
  'bmp',
  'ldap-template',
  'other',
] as const;
export type FileFormat = (typeof fileFormats)[number];

/** What the content of a file said of itself; nothing in it is promised by anybody. */
export interface FileFacts {
  /** Absent: nobody has looked into the content. */
  readonly format?: FileFormat;
  readonly width?: number;
  readonly height?: number;
  /** Of a picture: bits of one pixel. */
  readonly bitsPerPixel?: number;
  /** Of a sound, in hertz. */
  readonly sampleRate?: number;
  readonly bitsPerSample?: number;
  readonly channels?: number;
  /** Of a sound: how it is coded, e.g. `PCM`. */
  readonly codec?: string;
  readonly seconds?: number;
  /** Of firmware: texts as they stand in the image. */
  readonly imageName?: string;
  readonly deviceType?: string;
  readonly softwareTypeText?: string;
}

/** A reason why content is refused or odd, by code; its words stand in `file-words.ts`. */
export interface ContentProblem {
  readonly code: ContentProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export type ContentProblemCode =
  | 'empty'
  | 'truncated'
  | 'broken'
  | 'too-large-picture'
  | 'lies'
  | 'not-of-type';

/** What was found out about a file. */
export interface RecognizedFile {
  /** Null: nothing that could be deployed, as far as anybody can tell. */
  readonly type: FileType | null;
  /** As clients have it: `SIP`, `HFA`. */
  readonly softwareType: string | null;
  /** As phones write it: `V3 R5.12.0`. */
  readonly softwareVersion: string | null;
  /** Short names of models as clients have them; empty: any. */
  readonly models: readonly string[];
  readonly facts: FileFacts;
  /** Whether the content said of which type it is; otherwise the name did. */
  readonly byContent: boolean;
  /** Why the content must not be deployed; empty: nothing speaks against it. */
  readonly problems: readonly ContentProblem[];
}
