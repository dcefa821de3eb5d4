import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';

let server: TestAdminApi;
beforeAll(async () => {
  server = await startAdminApi();
});
afterAll(() => server.close());

async function aBrowser() {
  const browser = server.aBrowser();
  await browser.signIn();
  return browser;
}

test('begins with what is safe for phones', async () => {
  const browser = await aBrowser();
  expect((await browser.request('GET', '/settings')).json()).toEqual({
    server: { url: null, logLevel: null, timeZone: null },
    deployments: { maxTransfers: 100, maxTransfersPerSubnet: 20, softwareWindow: null },
    files: { serverEnabled: true, bandwidthKilobytes: null, publicUrl: null },
    storageProviders: { verifyTls: true },
    jobs: {
      timeoutSeconds: 86_400,
      retentionDays: 180,
      maxContacts: 1_000,
      maxContactsPerSubnet: null,
      subnetPrefixIpv4: 24,
      subnetPrefixIpv6: 64,
    },
    mobility: { forcedLogonSeconds: 0, forcedLogoffSeconds: 0, enhancedSecurity: false },
    phones: {
      secretsNeedContactRequest: true,
      contactAnswerSeconds: 120,
      contactGapSeconds: 300,
      contactIntervalSeconds: 60,
      contactLogDays: 14,
    },
    scans: {
      allowedNetworks: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
      perSecond: 20,
      callBackAddress: null,
      callBackPort: null,
    },
  });
});

test('changes what is given and leaves the rest', async () => {
  const browser = await aBrowser();
  const answer = await browser.request('PATCH', '/settings', { phones: { contactGapSeconds: 30 } });
  expect(answer.json()).toMatchObject({ phones: { contactGapSeconds: 30, contactIntervalSeconds: 60 } });
  await browser.request('PATCH', '/settings', { phones: { contactIntervalSeconds: 90 } });
  expect((await browser.request('GET', '/settings')).json()).toMatchObject({
    phones: { contactGapSeconds: 30, contactIntervalSeconds: 90 },
  });
});

test.each([
  [{ phones: { contactGapSeconds: 0 } }, 'phones.contactGapSeconds'],
  [{ phones: { contactIntervalSeconds: 'often' } }, 'phones.contactIntervalSeconds'],
  [{ phones: { color: 'red' } }, 'color'],
  [{ files: { bandwidthKilobytes: 1 } }, 'files.bandwidthKilobytes'],
  [{ files: { publicUrl: 'https://files.example.org/path' } }, 'files.publicUrl'],
  [{ phones: { contactGapSeconds: 77 }, files: { publicUrl: 'http://x' } }, 'files.publicUrl'],
  [{ server: { url: 'phones.example.org' } }, 'server.url'],
  [{ server: { url: 'http://phones.example.org' } }, 'server.url'],
  [{ server: { url: 'https://admin@phones.example.org' } }, 'server.url'],
  [{ phones: { contactGapSeconds: 77 }, server: { timeZone: 'Europe/Atlantis' } }, 'server.timeZone'],
  [{ server: { timeZone: '+01:00' } }, 'server.timeZone'],
  [{ server: { logLevel: 'loud' } }, 'server.logLevel'],
  [{ jobs: { maxContacts: 0 } }, 'jobs.maxContacts'],
  [
    {
      scans: { perSecond: 7 },
      deployments: {
        softwareWindow: { weekdays: [1], from: '22:00', to: '05:00', timeZone: 'Mars/Olympus' },
      },
    },
    'deployments.softwareWindow.timeZone',
  ],
  [{ jobs: { subnetPrefixIpv4: 33 } }, 'jobs.subnetPrefixIpv4'],
  [{ scans: { allowedNetworks: ['10.0.0.0/8', '10.1'] } }, 'scans.allowedNetworks.1'],
  [{ scans: { allowedNetworks: ['2001:db8::/32'] } }, 'scans.allowedNetworks.0'],
  [{ scans: { callBackAddress: '10.0.0.0/8' } }, 'scans.callBackAddress'],
])('refuses %j and names the field', async (body, field) => {
  const browser = await aBrowser();
  const answer = await browser.request('PATCH', '/settings', body);
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain(field);
});

test('keeps the address of the server as scheme, host and port, and takes it back', async () => {
  const browser = await aBrowser();
  const change = async (url: string | null) =>
    (await browser.request('PATCH', '/settings', { server: { url } })).json<{ server: object }>().server;
  expect(await change('https://Phones.Example.org:18443/')).toMatchObject({
    url: 'https://phones.example.org:18443',
  });
  expect(await change('https://phones.example.org:443')).toMatchObject({ url: 'https://phones.example.org' });
  expect(await change(null)).toMatchObject({ url: null });
});

test('a maintenance window that names no time zone gets that of the server, which is UTC at first', async () => {
  const browser = await aBrowser();
  const softwareWindow = { weekdays: [1], from: '22:00', to: '05:00' };
  const deployments = { softwareWindow };
  const change = (body: object) => browser.request('PATCH', '/settings', body);
  const zone = (timeZone: string) => ({ deployments: { softwareWindow: { ...softwareWindow, timeZone } } });
  expect((await change({ deployments })).json()).toMatchObject(zone('UTC'));
  await change({ server: { timeZone: 'America/Lima' } });
  expect((await change({ deployments: { maxTransfers: 99 } })).json()).toMatchObject(zone('UTC'));
  expect((await change({ deployments })).json()).toMatchObject(zone('America/Lima'));
  expect((await change(zone('Europe/Berlin'))).json()).toMatchObject(zone('Europe/Berlin'));
  await change({ server: { timeZone: null }, deployments: { softwareWindow: null } });
});
