import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildFirmwareImage } from '../src/index.ts';
import { aRunningPhone, cleanUpAfterEach, startServer, talk, valuesOf } from './kit.ts';
import type { Answer, ScriptedServer } from './scripted-server.ts';

cleanUpAfterEach();

function fileOrder(server: ScriptedServer, path: string, type = 'LOGO'): Answer {
  return {
    action: 'FileDeployment',
    items: [
      { name: 'file-type', value: type },
      { name: 'file-https-base-url', value: `${server.url}${path}` },
    ],
  };
}

function softwareOrder(fields: Readonly<Record<string, string>>): Answer {
  const items = Object.entries({ 'file-type': 'APP', ...fields }).map(([name, value]) => ({ name, value }));
  return { action: 'SoftwareDeployment', items };
}

describe('FileDeployment (12.11)', () => {
  it('fetches the file by HTTPS and tells the outcome in a new dialogue', async () => {
    const server = await startServer();
    server.files.set('/files/my%20logo.bmp', Buffer.from('BM'));
    const phone = await aRunningPhone(server);
    server.play(fileOrder(server, '/files/my%20logo.bmp'));
    const result = await phone.call('solicited');
    expect(result.outcome).toBe('loading');
    await phone.waitFor('idle');

    expect(talk(phone.log).slice(1)).toEqual(['solicited -> FileDeployment', 'status -> CleanUp']);
    const values = valuesOf(server.contacts.at(-1)?.message.items ?? []);
    expect(values).toMatchObject({
      'mac-addr': phone.mac,
      'file-deployment-name': 'my logo.bmp',
      'file-deployment-type': 'LOGO',
      'file-deployment-status': 'ok',
    });
    expect(values['file-deployment-date']).toMatch(/^\d\d:\d\d:\d{4}$/);
    expect(values['file-deployment-time']).toMatch(/^\d\d:\d\d:\d\d$/);
  });

  it.each([
    ['the file is not there', '/files/none.bmp', 'LOGO'],
    ['the type is unknown', '/files/logo.bmp', 'WALLPAPER'],
  ])('tells "failed" when %s', async (_what, path, type) => {
    const server = await startServer();
    server.files.set('/files/logo.bmp', Buffer.from('BM'));
    const phone = await aRunningPhone(server);
    server.play(fileOrder(server, path, type));
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])['file-deployment-status']).toBe('failed');
  });

  it('takes an FTP transfer for done, or for failed when told so', async () => {
    const server = await startServer();
    const items = [
      { name: 'file-type', value: 'RINGTONE' },
      { name: 'file-server', value: '192.0.2.7' },
      { name: 'file-name', value: 'bell.mp3' },
    ];
    for (const ftpResult of ['ok', 'failed'] as const) {
      const phone = await aRunningPhone(server, { behavior: { ftpResult } });
      server.play({ action: 'FileDeployment', items });
      await phone.call('solicited');
      await phone.waitFor('idle');

      expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toMatchObject({
        'file-deployment-name': 'bell.mp3',
        'file-deployment-status': ftpResult,
      });
    }
  });

  it('deploys and deletes several files without a status; reading tells which files there are', async () => {
    const server = await startServer();
    server.files.set('/a.bmp', Buffer.from('BM'));
    server.files.set('/b.mp3', Buffer.from('ID3'));
    const phone = await aRunningPhone(server, { traits: { reportsFiles: 'single' } });
    const file = (index: number, fields: Readonly<Record<string, string>>) =>
      Object.entries(fields).map(([name, value]) => ({ name, index, value }));
    server.play({
      action: 'FileDeployment',
      items: [
        ...file(1, {
          'file-type': 'LOGO',
          'file-https-base-url': `${server.url}/a.bmp`,
          'file-action': 'deploy',
        }),
        ...file(2, { 'file-type': 'RINGTONE', 'file-https-base-url': `${server.url}/b.mp3` }),
      ],
    });
    await phone.call('solicited');
    await phone.waitFor('idle');
    expect(talk(phone.log).at(-1)).toBe('solicited -> FileDeployment');

    const read = { action: 'ReadItems', items: [{ name: 'file-deployment-name', value: '' }] } as const;
    server.play(read);
    await phone.call('solicited');
    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toEqual({
      'file-deployment-name[1]': 'a.bmp',
      'file-deployment-name[2]': 'b.mp3',
    });

    server.play({
      action: 'FileDeployment',
      items: file(1, { 'file-type': 'LOGO', 'file-name': 'a.bmp', 'file-action': 'delete' }),
    });
    await phone.call('solicited');
    await phone.waitFor('idle');
    server.play(read);
    await phone.call('solicited');
    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toEqual({
      'file-deployment-name[1]': 'b.mp3',
    });
  });

  it('tells the outcome of several files where the firmware does', async () => {
    const server = await startServer();
    server.files.set('/a.bmp', Buffer.from('BM'));
    const phone = await aRunningPhone(server);
    server.play({
      action: 'FileDeployment',
      items: [
        { name: 'file-type', index: 1, value: 'LOGO' },
        { name: 'file-https-base-url', index: 1, value: `${server.url}/a.bmp` },
        { name: 'file-type', index: 2, value: 'RINGTONE' },
        { name: 'file-https-base-url', index: 2, value: `${server.url}/none.mp3` },
      ],
    });
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toMatchObject({
      'file-deployment-status[1]': 'ok',
      'file-deployment-status[2]': 'failed',
    });
  });
});

describe('the way of a file to the phone', () => {
  const content = Buffer.alloc(300_000, 'a logo, ');
  const digest = createHash('sha256').update(content).digest('hex');

  async function fetched(server: ScriptedServer, options: Parameters<typeof aRunningPhone>[1] = {}) {
    server.files.set('/big.bmp', content);
    const phone = await aRunningPhone(server, options);
    server.play(fileOrder(server, '/big.bmp'));
    return phone;
  }

  it('goes on where the connection broke', async () => {
    const server = await startServer();
    const phone = await fetched(server);
    phone.faults.order('cut-download', 2);
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(server.ranges.map((range) => (range === '' ? 'all' : 'rest'))).toEqual(['all', 'rest', 'rest']);
    expect(phone.files).toMatchObject([{ name: 'big.bmp', bytes: content.length, sha256: digest }]);
  });

  it('begins anew at a server that knows no ranges', async () => {
    const server = await startServer();
    server.knowsRanges = false;
    const phone = await fetched(server);
    phone.faults.order('cut-download');
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(phone.files).toMatchObject([{ bytes: content.length, sha256: digest }]);
  });

  it('is given up when the connection always breaks', async () => {
    const server = await startServer();
    server.knowsRanges = false;
    const phone = await fetched(server, { faults: { 'cut-download': 1 } });
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])['file-deployment-status']).toBe('failed');
    expect(phone.files).toEqual([]);
  });

  it('is as slow as its link', async () => {
    const server = await startServer();
    const phone = await fetched(server, { behavior: { downloadBytesPerSecond: 1_000_000 } });
    const began = Date.now();
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(Date.now() - began).toBeGreaterThanOrEqual(280);
  });

  it('ends in a refusal when the file is too large for the phone', async () => {
    const server = await startServer();
    server.files.set('/huge.jpg', Buffer.alloc(400_000));
    const phone = await aRunningPhone(server);
    server.play(fileOrder(server, '/huge.jpg', 'SCREENSAVER'));
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])['file-deployment-status']).toBe('failed');
  });

  it('is closed during a call where the phone is such', async () => {
    const server = await startServer();
    const phone = await fetched(server, { behavior: { refusesFilesInCall: true } });
    phone.startCall();
    await phone.call('solicited');

    expect(talk(phone.log).at(-1)).toBe('reply-to FileDeployment busy -> CleanUp');
  });

  it.each([
    ['old', 'none', []],
    ['current', 'single', ['status -> CleanUp']],
  ])(
    'is told by %s firmware of an OpenStage as its generation does: %s',
    async (firmware, reportsFiles, told) => {
      const server = await startServer({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' });
      const phone = await fetched(server, { model: 'openstage40', firmware });
      expect(phone.traits.reportsFiles).toBe(reportsFiles);
      await phone.call('solicited');
      await phone.waitFor(({ state, files }) => state === 'idle' && files.length === 1);

      expect(talk(phone.log).slice(2)).toEqual(told);
    },
  );
});

describe('SoftwareDeployment (12.12)', () => {
  it('fetches the image, restarts and reports the new version', async () => {
    const server = await startServer();
    server.files.set('/cp.img', Buffer.alloc(100_000, 1));
    const phone = await aRunningPhone(server);
    server.play(
      softwareOrder({
        'file-https-base-url': `${server.url}/cp.img`,
        'file-sw-type': 'Siemens SIP',
        'file-sw-version': '2.3.4.5',
      }),
    );
    const result = await phone.call('solicited');
    expect(result.outcome).toBe('loading');
    await phone.waitFor('idle');

    expect(talk(phone.log).slice(1)).toEqual(['solicited -> SoftwareDeployment', 'start-up -> CleanUp']);
    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toMatchObject({
      'software-version': 'V2 R3.4.5',
      'related-software-version': 'V2 R3.4.5',
    });
  });

  it('reads the version from the image when the order has none', async () => {
    const server = await startServer();
    server.files.set('/os.img', Buffer.from(`\0\0OpenStage40\0\0V3  R5.12.0\0V3 R5.12.7\0`));
    const phone = await aRunningPhone(server, { model: 'openstage40' });
    server.play(softwareOrder({ 'file-https-base-url': `${server.url}/os.img` }));
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(phone.softwareVersion).toBe('V3 R5.12.7');
  });

  it('brings new abilities and, with other software, other items', async () => {
    const server = await startServer({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' });
    server.files.set('/os.img', Buffer.from('V3 R5.12.7'));
    const phone = await aRunningPhone(server, {
      model: 'openstage40',
      firmware: 'old',
      items: { 'sip-name': 'Lobby', 'reg-addr': '192.0.2.10' },
    });
    expect(phone.traits.knowsSendSolicited).toBe(false);
    server.play(
      softwareOrder({ 'file-https-base-url': `${server.url}/os.img`, 'file-sw-type': 'Siemens HFA' }),
    );
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(phone.traits.knowsSendSolicited).toBe(true);
    expect(phone.softwareType).toBe('HFA');
    expect(phone.items.get('sip-name')).toBeUndefined();
    expect(phone.items.get('reg-addr')).toBe('192.0.2.10');
    expect(server.contacts.at(-1)?.tlsVersion).toBe('TLSv1.2');
  });

  it('reports "failed" and goes on with the old version when the image cannot be had', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    const { softwareVersion } = phone;
    server.play(
      softwareOrder({ 'file-https-base-url': `${server.url}/none.img`, 'file-sw-version': '2.3.4.5' }),
    );
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(talk(phone.log).at(-1)).toBe('status -> CleanUp');
    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toMatchObject({
      'file-deployment-type': 'APP',
      'file-deployment-status': 'failed',
      'software-version': softwareVersion,
    });
  });

  it('is put off by a call when it may wait, and ends the call when it may not', async () => {
    const server = await startServer();
    server.files.set('/cp.img', Buffer.alloc(10));
    const phone = await aRunningPhone(server);
    const order = { 'file-https-base-url': `${server.url}/cp.img`, 'file-sw-version': '2.3.4.5' };
    phone.startCall();
    server.play(softwareOrder({ ...order, 'file-priority': 'normal' }));
    await phone.call('solicited');
    expect(talk(phone.log).at(-1)).toBe('reply-to SoftwareDeployment busy -> CleanUp');

    server.play(softwareOrder(order));
    await phone.call('solicited');
    await phone.waitFor('idle');
    expect(phone.softwareVersion).toBe('V2 R3.4.5');
    expect(phone.isInCall).toBe(false);
  });

  it.each([
    ['names no image', {}],
    ['names unknown software', { 'file-https-base-url': 'https://127.0.0.1/x.img', 'file-sw-type': 'Other' }],
  ])('fails when the order %s', async (_what, fields) => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.play(softwareOrder(fields));
    await phone.call('solicited');

    expect(talk(phone.log).at(-1)).toBe('reply-to SoftwareDeployment failed -> CleanUp');
  });

  it('that fails to install brings the phone back with its old version', async () => {
    const server = await startServer();
    const image = buildFirmwareImage({ version: 'V2 R9.0.0', effect: 'fails-to-install' });
    server.files.set('/cp.img', image);
    const phone = await aRunningPhone(server);
    const { softwareVersion } = phone;
    server.play(softwareOrder({ 'file-https-base-url': `${server.url}/cp.img` }));
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(talk(phone.log).slice(1)).toEqual(['solicited -> SoftwareDeployment', 'start-up -> CleanUp']);
    expect(phone.softwareVersion).toBe(softwareVersion);
  });

  it('that never starts leaves the phone dead, with power and without', async () => {
    const server = await startServer();
    server.files.set('/cp.img', buildFirmwareImage({ version: 'V2 R9.0.0', effect: 'never-starts' }));
    const phone = await aRunningPhone(server);
    server.play(softwareOrder({ 'file-https-base-url': `${server.url}/cp.img` }));
    await phone.call('solicited');
    await phone.waitFor(({ isBroken }) => isBroken);
    await phone.powerOff();
    await phone.powerOn();
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect(talk(phone.log).at(-1)).toBe('solicited -> SoftwareDeployment');
    expect(phone.state).toBe('booting');
  });

  it.each([
    ['other phones', { deviceType: 'CP710' }],
    ['other software than was ordered', { deviceType: 'CP410', softwareType: 'Siemens HFA' }],
  ])('of an image for %s is refused', async (_what, image) => {
    const server = await startServer();
    server.files.set('/cp.img', buildFirmwareImage({ version: 'V2 R9.0.0', ...image }));
    const phone = await aRunningPhone(server);
    const order = { 'file-https-base-url': `${server.url}/cp.img`, 'file-sw-type': 'Siemens SIP' };
    server.play(softwareOrder(order));
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toMatchObject({
      'file-deployment-type': 'APP',
      'file-deployment-name': 'cp.img',
      'file-deployment-status': 'failed',
    });
  });
});
