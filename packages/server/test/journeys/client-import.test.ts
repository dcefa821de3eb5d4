import { request } from 'node:https';
import type { VirtualPhone } from '@deskfleet/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, type RunningServer, startServer } from '../support/running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function startUp(...phones: VirtualPhone[]): Promise<void> {
  await Promise.all(phones.map((phone) => phone.powerOn()));
  await Promise.all(phones.map((phone) => phone.waitFor('idle')));
}

/** Sends a file with a token of its own, as a program does. */
async function send(content: string, dryRun = false): Promise<Record<string, unknown> & { status: number }> {
  const { port, cookie } = server.api.connection;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: `/api/v1/clients/import?dryRun=${dryRun}`,
        method: 'POST',
        rejectUnauthorized: false,
        agent: false,
        headers: { cookie, 'x-requested-with': 'deskfleet', 'content-type': 'text/csv' },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode, ...JSON.parse(text) }));
      },
    );
    sent.on('error', reject);
    sent.end(content);
  });
}

test('a file changes known clients, each with its own values, and prepares unknown ones', async () => {
  const [first, second, third] = [
    server.aPhone({ e164: '4989001' }),
    server.aPhone({ e164: '4989002' }),
    server.aPhone({ e164: '' }),
  ];
  await startUp(first, second);
  const lines = [
    'deviceId;e164;model;reg-addr',
    `${first.mac};4989002;CP410;192.0.2.1`,
    `${second.mac};4989001;CP410;192.0.2.2`,
    `${third.mac};4989003;;192.0.2.3`,
  ];
  const content = `${lines.join('\r\n')}\r\n`;
  expect(await send(content, true)).toMatchObject({ status: 200, created: 1, updated: 2, faultCount: 0 });
  expect(first.items.get('reg-addr')).not.toBe('192.0.2.1');
  expect(await send(content)).toMatchObject({ created: 1, updated: 2 });
  await eventually('the values', async () =>
    first.items.get('reg-addr') === '192.0.2.1' && second.items.get('reg-addr') === '192.0.2.2'
      ? true
      : undefined,
  );
  expect([first.items.get('e164'), second.items.get('e164')]).toEqual(['4989002', '4989001']);
  await startUp(third);
  expect([third.items.get('e164'), third.items.get('reg-addr')]).toEqual(['4989003', '192.0.2.3']);

  const { items } = await server.api.get<{ items: { id: string; deviceId: string }[] }>(
    '/clients?search=4989002',
  );
  const history = await server.api.get<{ items: object[] }>(`/clients/${items[0]?.id}/history`);
  expect(history.items).toMatchObject([{ cause: 'configure', by: 'admin', changeCount: 2 }]);
  expect(await send(content, true)).toMatchObject({ unchanged: 3, created: 0, updated: 0 });
});

test('one wrong line keeps the whole file out', async () => {
  const phone = server.aPhone({ e164: '4989011' });
  await startUp(phone);
  const refused = await send(`deviceId,e164,template\n${phone.mac},4989012,Ward 3\n00:1A:E8:00:00:01,x,\n`);
  expect(refused).toMatchObject({ status: 400, code: 'import.refused' });
  expect(JSON.stringify(refused)).toContain('template.known_client');
  expect(phone.items.get('e164')).toBe('4989011');
});

test('a Plug&Play client brings its template, and one that does not exist is refused', async () => {
  const template = await server.api.post<{ id: string }>('/templates', {
    name: 'Reception',
    type: 'default',
  });
  const filled = await server.api.send(
    'PATCH',
    `/templates/${template.id}/content`,
    { values: [{ item: 'reg-port', value: '5099' }] },
    { 'if-match': '*' },
  );
  expect(filled.status, JSON.stringify(filled.body)).toBe(200);
  const phone = server.aPhone({ e164: '' });
  await server.api.post('/clients/plug-and-play', {
    deviceId: phone.mac,
    e164: '4989021',
    templateId: template.id,
    values: [{ item: 'reg-addr', value: '192.0.2.21' }],
  });
  await startUp(phone);
  expect(phone.items.get('reg-port')).toBe('5099');
  expect(phone.items.get('reg-addr')).toBe('192.0.2.21');
  expect(phone.contactRequests).toEqual([]);
  expect(
    await server.api.send('POST', '/clients/plug-and-play', { e164: '4989022', templateId: '999999' }),
  ).toMatchObject({ status: 400, body: { errors: [{ field: 'templateId', code: 'template.unknown' }] } });
});
