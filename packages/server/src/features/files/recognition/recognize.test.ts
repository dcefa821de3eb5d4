import { describe, expect, test } from 'vitest';
import {
  aBmp,
  aFirmwareImage,
  aJpeg,
  aMidi,
  anLdapTemplate,
  anMp3,
  aPng,
  aWav,
} from '../../../../test/support/deployable-contents.ts';
import { HEAD_BYTES, TAIL_BYTES } from './content-sample.ts';
import { recognize, recognizeByName } from './recognize.ts';

function recognized(name: string, content: Buffer) {
  return recognize({
    name,
    size: content.length,
    head: content.subarray(0, HEAD_BYTES),
    tail: content.subarray(-TAIL_BYTES),
  });
}

const codes = (name: string, content: Buffer) => recognized(name, content).problems.map(({ code }) => code);

describe('firmware', () => {
  test('is told by its content, whatever its name says', () => {
    expect(recognized('update.bin', aFirmwareImage())).toMatchObject({
      type: 'software',
      softwareType: 'SIP',
      softwareVersion: 'V3 R5.12.0',
      models: ['OpenStage 40'],
      facts: { format: 'firmware', imageName: 'OpenStage40', softwareTypeText: 'Siemens SIP' },
      byContent: true,
      problems: [],
    });
    expect(
      recognized(
        'OS40_SIP_V3_R5_12_0.img',
        aFirmwareImage({
          imageName: 'OpenStage60',
          deviceType: 'OpenStage 60',
          softwareType: 'Siemens HFA',
          version: 'V1.2  R3.4.5',
        }),
      ),
    ).toMatchObject({ softwareType: 'HFA', softwareVersion: 'V1.2 R3.4.5', models: ['OpenStage 60'] });
  });

  test('of unknown form is what its name says', () => {
    const content = Buffer.alloc(5_000, 0x33);
    expect(recognized('CP_400_HFA_V1_R7_4_0.img', content)).toEqual({
      type: 'software',
      softwareType: 'HFA',
      softwareVersion: 'V1 R7.4.0',
      models: ['CP400'],
      facts: { format: 'other' },
      byContent: false,
      problems: [],
    });
    expect(recognized('opera_bind.img', content)).toMatchObject({ type: 'software', models: [] });
  });

  test('that was cut off says how long it should be', () => {
    expect(recognized('os40.img', aFirmwareImage().subarray(0, 20_000)).problems).toEqual([
      { code: 'truncated', params: { format: 'firmware', expected: 65_536, size: 20_000 } },
    ]);
  });
});

test.each([
  ['OS40_SIP_V3_R5_12_0.img', ['software', 'SIP', 'V3 R5.12.0', ['OpenStage 40']]],
  ['firmware/CP700X_SIP_V2_R0_1.img', ['software', 'SIP', 'V2 R0.1.0', ['CP700X']]],
  ['IP_35G_Eco_HFA_V3_R1_2_3.img', ['software', 'HFA', 'V3 R1.2.3', ['IP 35G Eco']]],
  ['Ring.MP3', ['ringtone', null, null, []]],
  ['moh-klassik.wav', ['music-on-hold', null, null, []]],
  ['Firmenlogo.bmp', ['logo', null, null, []]],
  ['screen-saver.jpg', ['screensaver', null, null, []]],
  ['anna.png', ['picture', null, null, []]],
  ['LDAP_template.txt', ['ldap-template', null, null, []]],
  ['dongle.key', ['dongle', null, null, []]],
  ['readme.txt', [null, null, null, []]],
  ['noextension', [null, null, null, []]],
])('the name %s says %j', (name, [type, softwareType, softwareVersion, models]) => {
  expect(recognizeByName(name)).toMatchObject({
    type,
    softwareType,
    softwareVersion,
    models,
    byContent: false,
  });
});

describe('pictures', () => {
  test.each([
    [
      'logo.png',
      aPng(240, 70),
      { type: 'logo', facts: { format: 'png', width: 240, height: 70, bitsPerPixel: 24 } },
    ],
    [
      'a.jpg',
      aJpeg(640, 480, 3_000),
      { type: 'picture', facts: { format: 'jpeg', width: 640, height: 480 } },
    ],
    [
      'a.bmp',
      aBmp(144, 32, 1),
      { type: 'picture', facts: { format: 'bmp', width: 144, height: 32, bitsPerPixel: 1 } },
    ],
    ['upload', aBmp(144, 32, 1), { type: 'logo', facts: { format: 'bmp' } }],
  ])('%s tells its size', (name, content, expected) => {
    expect(recognized(name, content)).toMatchObject({ ...expected, byContent: true, problems: [] });
  });

  test('of a size that no phone has are refused before anybody decodes them', () => {
    expect(recognized('bomb.png', aPng(100_000, 100_000)).problems).toEqual([
      {
        code: 'too-large-picture',
        params: { width: 100_000, height: 100_000, side: 8_192, pixels: 16_000_000 },
      },
    ]);
    expect(codes('wide.jpg', aJpeg(65_535, 1))).toEqual(['too-large-picture']);
    expect(codes('area.png', aPng(8_000, 8_000))).toEqual(['too-large-picture']);
  });

  test('that were cut off or begin with nonsense are refused', () => {
    expect(codes('a.png', aPng(10, 10).subarray(0, -12))).toEqual(['broken']);
    expect(codes('a.png', aPng(10, 10).subarray(0, 20))).toEqual(['broken']);
    expect(codes('a.png', aPng(0, 10))).toEqual(['broken']);
    expect(codes('a.jpg', aJpeg(10, 10).subarray(0, -2))).toEqual(['broken']);
    expect(codes('a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xff, 0xff, 0xff, 0xff]))).toEqual(['broken']);
    expect(codes('a.bmp', aBmp(100, 100, 24).subarray(0, 1_000))).toEqual(['truncated']);
  });

  test('a JPEG whose markers lead in a circle or nowhere costs one walk at most', () => {
    const endless = Buffer.alloc(HEAD_BYTES, 0);
    endless.set([0xff, 0xd8]);
    for (let at = 2; at + 4 < endless.length; at += 4) endless.set([0xff, 0xe0, 0, 2], at);
    const before = performance.now();
    expect(codes('a.jpg', endless)).toEqual(['broken']);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});

describe('sounds', () => {
  test.each([
    [
      'a.wav',
      aWav(),
      { format: 'wav', codec: 'PCM', sampleRate: 8_000, bitsPerSample: 16, channels: 1, seconds: 1 },
    ],
    ['a.mp3', anMp3(), { format: 'mp3', sampleRate: 44_100, channels: 2, seconds: 1 }],
    ['tagged.mp3', anMp3(40, 5_000), { format: 'mp3', sampleRate: 44_100, channels: 2, seconds: 1 }],
    ['a.mid', aMidi(), { format: 'midi' }],
  ])('%s tells how it is coded', (name, content, facts) => {
    expect(recognized(name, content)).toMatchObject({
      type: 'ringtone',
      facts,
      byContent: true,
      problems: [],
    });
  });

  test('with a name that says so are music on hold', () => {
    expect(recognized('moh.wav', aWav())).toMatchObject({ type: 'music-on-hold' });
  });

  test('that were cut off are refused', () => {
    expect(codes('a.wav', aWav().subarray(0, 500))).toEqual(['truncated']);
    expect(codes('a.wav', aWav().subarray(0, 30))).toEqual(['broken']);
    expect(codes('a.mid', aMidi().subarray(0, 23))).toEqual(['truncated']);
    expect(codes('a.mp3', anMp3(40, 5_000).subarray(0, 3_000))).toEqual(['truncated']);
  });
});

test('an LDAP template is told by its first line, and must have its last', () => {
  expect(recognized('contacts.txt', anLdapTemplate())).toMatchObject({ type: 'ldap-template', problems: [] });
  expect(codes('contacts.txt', anLdapTemplate().subarray(0, -5))).toEqual(['broken']);
});

test('a content of another format than its name says is refused, and nothing is too', () => {
  expect(recognized('tone.wav', aPng(10, 10)).problems).toEqual([
    { code: 'lies', params: { extension: 'wav', format: 'png' } },
  ]);
  expect(codes('photo.jpg', Buffer.from('<script>alert(1)</script>'))).toEqual(['lies']);
  expect(codes('photo.jpg', Buffer.alloc(0))).toEqual(['empty']);
});
