import { describe, expect, it } from 'vitest';
import { buildFirmwareImage, HEAD_BYTES, readFirmwareImage, TAIL_BYTES } from './firmware-image.ts';

function read(image: Buffer) {
  return readFirmwareImage(
    image.subarray(0, HEAD_BYTES),
    image.subarray(Math.max(0, image.length - TAIL_BYTES)),
  );
}

describe('firmware images', () => {
  it.each(['installs', 'fails-to-install', 'never-starts'] as const)('tell that they %s', (effect) => {
    const told = { version: 'V3 R5.12.0', deviceType: 'OpenStage 40', softwareType: 'Siemens HFA', effect };
    expect(read(buildFirmwareImage({ ...told, bytes: 200_000 }))).toEqual(told);
  });

  it('lie where the reference says: name, version, device type and software type', () => {
    const image = buildFirmwareImage({ version: 'V1.2 R3.4.5', deviceType: 'CP410' });
    expect(image.toString('latin1', 0x20, 0x26)).toBe('CP410\0');
    expect(image.toString('latin1', image.length - 0x128, image.length - 0x122)).toBe('CP410\0');
    expect(image.toString('latin1', image.length - 0x120, image.length - 0x114)).toBe('Siemens SIP\0');
    expect(read(image)?.version).toBe('V1.2 R3.4.5');
  });

  it('of one version differ by their seed', () => {
    const version = 'V1 R1.0.0';
    expect(buildFirmwareImage({ version, seed: 2 })).not.toEqual(buildFirmwareImage({ version }));
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a picture', Buffer.from('BM VR')],
  ])('are not %s', (_what, bytes) => {
    expect(read(bytes)).toBeUndefined();
  });

  it('without the usual beginning tell no more than their version', () => {
    expect(read(Buffer.from('\0\0V3 R5.12.7\0'))).toEqual({
      version: 'V3 R5.12.7',
      deviceType: '',
      softwareType: '',
      effect: 'installs',
    });
  });
});
