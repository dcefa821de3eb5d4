import type { FileType } from '../../infra/db/index.ts';
import type { Sentence } from '../../infra/record-files/index.ts';
import type { ContentProblem, FileFormat } from './file-facts.ts';
import type { BrokenLimit } from './limits.ts';

const formatWords: Readonly<Record<FileFormat, Sentence>> = {
  firmware: { en: 'firmware image', de: 'Firmware-Image' },
  wav: { en: 'WAV', de: 'WAV' },
  mp3: { en: 'MP3', de: 'MP3' },
  midi: { en: 'MIDI', de: 'MIDI' },
  jpeg: { en: 'JPEG', de: 'JPEG' },
  png: { en: 'PNG', de: 'PNG' },
  bmp: { en: 'BMP', de: 'BMP' },
  'ldap-template': { en: 'LDAP template', de: 'LDAP-Template' },
  other: { en: 'unknown', de: 'unbekannt' },
};

const typeWords: Readonly<Record<FileType, Sentence>> = {
  software: { en: 'Software', de: 'Software' },
  ringtone: { en: 'Ringtone', de: 'Klingelton' },
  screensaver: { en: 'Screensaver', de: 'Bildschirmschoner' },
  logo: { en: 'Logo', de: 'Logo' },
  'ldap-template': { en: 'LDAP template', de: 'LDAP-Template' },
  dongle: { en: 'Dongle', de: 'Dongle' },
  'music-on-hold': { en: 'Music on hold', de: 'Wartemusik' },
  picture: { en: 'Picture', de: 'Bild' },
};

/** Why a content is refused. */
export function problemSentence({ code, params }: ContentProblem): Sentence {
  const format = formatOf(params['format']);
  switch (code) {
    case 'empty':
      return { en: 'The file is empty.', de: 'Die Datei ist leer.' };
    case 'truncated':
      return {
        en: `The file (${format.en}) is cut off: it has ${params['size']} bytes, and by its own header it should have ${params['expected']}. Get it again.`,
        de: `Die Datei (${format.de}) ist abgeschnitten: Sie hat ${params['size']} Bytes, nach ihrem eigenen Kopf müssten es ${params['expected']} sein. Beschaffen Sie sie neu.`,
      };
    case 'broken':
      return {
        en: `The file (${format.en}) is damaged or cut off: ${params['detail']} is missing or wrong in it. Get it again.`,
        de: `Die Datei (${format.de}) ist beschädigt oder abgeschnitten: ${params['detail']} fehlt darin oder ist falsch. Beschaffen Sie sie neu.`,
      };
    case 'too-large-picture':
      return {
        en: `The picture claims ${params['width']} × ${params['height']} pixels; allowed are ${params['side']} at a side and ${params['pixels']} in all. Make it smaller.`,
        de: `Das Bild gibt ${params['width']} × ${params['height']} Pixel an; erlaubt sind ${params['side']} je Seite und insgesamt ${params['pixels']}. Verkleinern Sie es.`,
      };
    case 'lies':
      return {
        en: `The name ends with .${params['extension']}, but the content is ${params['format'] === 'other' ? 'something else' : `a ${format.en}`}: give it the right name, or choose another file.`,
        de: `Der Name endet auf .${params['extension']}, der Inhalt ist aber ${params['format'] === 'other' ? 'etwas anderes' : format.de}: Geben Sie der Datei den richtigen Namen, oder wählen Sie eine andere.`,
      };
    case 'not-of-type': {
      const type = typeWords[String(params['type']) as FileType];
      return {
        en: `The content (${format.en}) does not fit the type “${type.en}”: choose another type.`,
        de: `Der Inhalt (${format.de}) passt nicht zum Typ „${type.de}“: Wählen Sie einen anderen Typ.`,
      };
    }
  }
}

function formatOf(value: string | number | undefined): Sentence {
  return Object.hasOwn(formatWords, String(value)) ? formatWords[value as FileFormat] : formatWords.other;
}

/** A warning: some models will not take the file, as far as is known. */
export function limitSentence({ code, models, params }: BrokenLimit): Sentence {
  const names = models.join(', ');
  switch (code) {
    case 'too-large':
      return {
        en: `${names}: at most ${params['limit']} KB, the file has ${params['size']} KB.`,
        de: `${names}: höchstens ${params['limit']} KB, die Datei hat ${params['size']} KB.`,
      };
    case 'picture-size':
      return {
        en: `${names}: needs ${params['limitWidth']} × ${params['limitHeight']} pixels, the picture has ${params['width']} × ${params['height']}.`,
        de: `${names}: benötigt ${params['limitWidth']} × ${params['limitHeight']} Pixel, das Bild hat ${params['width']} × ${params['height']}.`,
      };
    case 'picture-format':
      return {
        en: `${names}: needs ${params['allowed']}, the picture is ${params['format']}.`,
        de: `${names}: benötigt ${params['allowed']}, das Bild ist ${params['format']}.`,
      };
    case 'picture-colors':
      return {
        en: `${names}: needs a picture in black and white (1 bit for each pixel), this one has ${params['bits']} bits.`,
        de: `${names}: benötigt ein Schwarz-Weiß-Bild (1 Bit je Pixel), dieses hat ${params['bits']} Bit.`,
      };
    case 'sound-format':
      return {
        en: `${names}: plays no ${params['format']}; only OpenStage 60 and 80 do.`,
        de: `${names}: spielt kein ${params['format']} ab; das können nur OpenStage 60 und 80.`,
      };
    case 'sound-coding':
      return {
        en: `${names}: plays WAV as PCM with 8000 Hz and 16 bits only, this one is ${params['codec']} with ${params['sampleRate']} Hz and ${params['bitsPerSample']} bits.`,
        de: `${names}: spielt WAV nur als PCM mit 8000 Hz und 16 Bit ab, diese Datei ist ${params['codec']} mit ${params['sampleRate']} Hz und ${params['bitsPerSample']} Bit.`,
      };
  }
}
