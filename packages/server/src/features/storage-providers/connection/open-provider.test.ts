import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer, get, type Server } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../../../test/support/child-process.ts';
import {
  makeCertificate,
  NGINX_USER,
  S3_USER,
  type StorageServer,
  startNginx,
  startS3,
} from '../../../../test/support/storage-servers.ts';
import { readAddressRange } from '../../../infra/addresses/index.ts';
import { createOutboundGuard } from '../../../infra/outbound/index.ts';
import { openProvider } from './open-provider.ts';
import type {
  ConnectionOptions,
  ListedObject,
  ProviderConnection,
  ProviderPlace,
} from './provider-connection.ts';

const loopback = readAddressRange('127.0.0.0/8');
const guard = createOutboundGuard(loopback === undefined ? [] : [loopback]);
const opened: ProviderConnection[] = [];
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const connection of opened.splice(0)) connection.close();
  for (const step of undo.splice(0)) await step();
});

const nowhere: ProviderPlace = {
  type: 'https',
  url: '',
  region: 'eu-central-1',
  bucket: 'phones',
  pathStyle: true,
  prefix: '',
  user: '',
  secret: '',
  ca: '',
};

function open(place: Partial<ProviderPlace>, options: Partial<ConnectionOptions> = {}): ProviderConnection {
  const connection = openProvider({ ...nowhere, ...place }, { guard, verifyTls: true, ...options });
  opened.push(connection);
  return connection;
}

async function listAll(connection: ProviderConnection) {
  const objects: ListedObject[] = [];
  let skipped = 0;
  for await (const page of connection.list()) {
    objects.push(...page.objects);
    skipped += page.skipped;
  }
  return { objects: objects.sort((a, b) => (a.key < b.key ? -1 : 1)), skipped };
}

const keysOf = async (connection: ProviderConnection) =>
  (await listAll(connection)).objects.map(({ key }) => key);

/** An HTTPS server that answers as the test says. */
async function aServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  hosts?: readonly string[],
): Promise<{ url: string; ca: string; requests: string[]; server: Server }> {
  const { privateKey, certificate } = await makeCertificate(hosts === undefined ? {} : { hosts });
  const requests: string[] = [];
  const server = createHttpsServer({ key: privateKey, cert: certificate }, (request, response) => {
    requests.push(request.url ?? '');
    answer(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  undo.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}/`, ca: certificate, requests, server };
}

const html = (response: ServerResponse, body: string) =>
  response.writeHead(200, { 'content-type': 'text/html' }).end(body);

describe('a web server (nginx)', () => {
  let nginx: StorageServer;
  beforeAll(async () => {
    nginx = await startNginx();
    await nginx.put('CP_400_SIP_V1_R7_4_0.img', Buffer.alloc(70_000, 'f'));
    await nginx.put('music/Ring tone & more #1.mp3', 'ring');
    await nginx.put('music/deep/er/groß.png', 'picture');
    await nginx.put(
      'list/files.txt',
      '# firmware\r\n./a.img\t12\nsub/b.mp3\n../outside.img\n/etc/passwd\nhttps://example.org/c.img\n',
    );
  });
  afterAll(() => nginx.stop());
  const at = (path: string, more: Partial<ProviderPlace> = {}) =>
    open({ url: new URL(path, nginx.url).href, ca: nginx.certificate, ...more });

  const everything = [
    { key: 'CP_400_SIP_V1_R7_4_0.img', size: 70_000 },
    { key: 'list/files.txt', size: 86 },
    { key: 'music/Ring tone & more #1.mp3', size: 4 },
    { key: 'music/deep/er/groß.png', size: 7 },
  ];

  test.each([
    ['', {}],
    ['json/', {}],
    ['private/', NGINX_USER],
  ])('lists all files of its folders with their sizes at /%s', async (path, more) => {
    const connection = at(path, more);
    await connection.check();
    const { objects, skipped } = await listAll(connection);
    expect(objects.map(({ key, size }) => ({ key, size }))).toEqual(everything);
    expect(new Set(objects.map(({ mark }) => mark === '')).has(true)).toBe(false);
    expect(skipped).toBe(0);
  });

  test('begins at the folder that was given', async () => {
    expect(await keysOf(at('music/'))).toEqual(['Ring tone & more #1.mp3', 'deep/er/groß.png']);
  });

  test('reads a plain list, and leaves out what is not below its folder', async () => {
    const { objects, skipped } = await listAll(at('list/files.txt'));
    expect(objects).toEqual([
      { key: 'a.img', size: 12, mark: '12' },
      { key: 'sub/b.mp3', size: null, mark: '' },
    ]);
    expect(skipped).toBe(3);
  });

  test('gives the begin and the end of a file, and its size', async () => {
    const connection = at('');
    const head = await connection.readPart('CP_400_SIP_V1_R7_4_0.img', 0, 64);
    expect(head).toEqual({ bytes: Buffer.alloc(64, 'f'), size: 70_000, mark: expect.any(String) });
    const tail = await connection.readPart('CP_400_SIP_V1_R7_4_0.img', 69_990, 64);
    expect(tail.bytes).toHaveLength(10);
  });

  test('gives a phone a URL that leads to the file', async () => {
    const url = await at('').urlOf('music/Ring tone & more #1.mp3', 60, new Date());
    expect(url).toBe(`${nginx.url}music/Ring%20tone%20%26%20more%20%231.mp3`);
    expect(await fetchText(url, nginx.certificate)).toEqual({ status: 200, text: 'ring' });
  });

  test.each([
    [
      'the password is wrong',
      'private/',
      { ...NGINX_USER, secret: 'wrong' },
      'credentials',
      'user',
      'does not accept the user name or the password',
    ],
    ['a user is needed', 'private/', {}, 'credentials', 'user', 'akzeptiert den Benutzernamen'],
    ['the folder is not there', 'none/', {}, 'not-found', 'url', '(status 404): check the path'],
    ['the folder is not listed', 'hidden/', {}, 'denied', 'url', 'lists no folders'],
    [
      'it redirects',
      'moved/',
      {},
      'redirect',
      'url',
      'redirects to https://169.254.169.254/, which is not followed',
    ],
    [
      'it is a file',
      'music/Ring%20tone%20&%20more%20%231.mp3',
      {},
      'no-index',
      'url',
      'is neither an index of a folder',
    ],
    [
      'nobody trusts its certificate',
      '',
      { ca: '' },
      'tls',
      'ca',
      'it is self-signed. Enter it as the certificate',
    ],
  ] as const)('is refused with the reason when %s', async (_name, path, more, kind, field, words) => {
    const connection = at(path, more);
    const problem = await connection.check().then(
      () => undefined,
      (error: unknown) => error as { kind: string; field: string; text: { en: string; de: string } },
    );
    expect(problem).toMatchObject({ kind, field });
    expect(`${problem?.text.en} ${problem?.text.de}`).toContain(words);
    expect(JSON.stringify(problem)).not.toContain(NGINX_USER.secret);
  });

  test('is taken in spite of its certificate when that is not to be looked at', async () => {
    const connection = open({ url: nginx.url }, { verifyTls: false });
    await expect(connection.check()).resolves.toBeUndefined();
  });

  test('is not asked when nothing allows loopback', async () => {
    const connection = open({ url: nginx.url, ca: nginx.certificate }, { guard: createOutboundGuard() });
    await expect(connection.check()).rejects.toMatchObject({ kind: 'forbidden-address', field: 'url' });
  });
});

test('a certificate for another name is named as such', async () => {
  const { url, ca } = await aServer((_request, response) => response.end(), ['files.example.org']);
  const connection = open({ url, ca });
  await expect(connection.check()).rejects.toMatchObject({ kind: 'tls', field: 'url' });
  await expect(connection.check()).rejects.toThrow(
    'it is made out for files.example.org and not for this address',
  );
});

test('an expired certificate is named as such', async () => {
  const nginx = await startNginx({ expired: true });
  undo.push(() => nginx.stop());
  const connection = open({ url: nginx.url, ca: nginx.certificate });
  await expect(connection.check()).rejects.toMatchObject({ kind: 'tls', field: 'url' });
  await expect(connection.check()).rejects.toThrow('has expired');
});

describe('pages of other web servers', () => {
  test('Apache: rounded sizes are no sizes, links for sorting and to the parent are no files', async () => {
    const { url, ca } = await aServer((request, response) =>
      html(
        response,
        request.url === '/fw/'
          ? `<html><head><title>Index of /fw</title></head><body><h1>Index of /fw</h1><table>
             <tr><th valign="top"><img src="/icons/blank.gif" alt="[ICO]"></th><th><a href="?C=N;O=D">Name</a></th><th><a href="?C=M;O=A">Last modified</a></th></tr>
             <tr><td valign="top"><img src="/icons/back.gif"></td><td><a href="/">Parent Directory</a></td><td>&nbsp;</td><td align="right">  - </td></tr>
             <tr><td valign="top"><img src="/icons/folder.gif"></td><td><a href="old/">old/</a></td><td align="right">2026-01-12 10:00  </td><td align="right">  - </td></tr>
             <tr><td valign="top"><img src="/icons/unknown.gif"></td><td><a href="a.img">a.img</a></td><td align="right">2026-01-12 10:01  </td><td align="right">1.2M</td></tr>
             <tr><td valign="top"><img src="/icons/unknown.gif"></td><td><a href="b.mp3">b.mp3</a></td><td align="right">2026-01-13 10:01  </td><td align="right">512 </td></tr></table></body></html>`
          : `<title>Index of /fw/old</title><pre><a href="/fw/">Parent Directory</a>  -\n<a href="c.img">c.img</a>  12-Jan-2026 10:00   1.4M\n</pre>`,
      ),
    );
    const { objects, skipped } = await listAll(open({ url: `${url}fw/`, ca }));
    expect(objects).toEqual([
      { key: 'a.img', size: null, mark: '2026-01-12 10:01 ' },
      { key: 'b.mp3', size: 512, mark: '2026-01-13 10:01 512' },
      { key: 'old/c.img', size: null, mark: '12-Jan-2026 10:00 ' },
    ]);
    expect(skipped).toBe(0);
  });

  test('IIS: date and size stand before the link', async () => {
    const { url, ca } = await aServer((request, response) =>
      html(
        response,
        request.url === '/fw/'
          ? `<html><head><title>files.example.org - /fw/</title></head><body><H1>files.example.org - /fw/</H1><hr>
             <pre><A HREF="/">[To Parent Directory]</A><br><br> 1/12/2026 10:00 AM        &lt;dir&gt; <A HREF="/fw/old/">old</A><br> 1/13/2026  9:00 AM     1234567 <A HREF="/fw/a.img">a.img</A><br></pre><hr></body></html>`
          : `<title>files.example.org - /fw/old/</title><pre><A HREF="/fw/">[To Parent Directory]</A><br><br></pre>`,
      ),
    );
    const { objects } = await listAll(open({ url: `${url}fw/`, ca }));
    expect(objects).toEqual([{ key: 'a.img', size: 1_234_567, mark: '1/13/2026 9:00 AM 1234567' }]);
  });

  test('links that lead elsewhere are counted and never followed', async () => {
    const { url, ca, requests } = await aServer((_request, response) =>
      html(
        response,
        `<title>Index of /</title><a href="https://example.org/x.img">x</a><a href="//example.org/y/">y</a><a href="/fw/../../z.img">z</a>
         <a href="..%2f..%2fetc%2fpasswd">p</a><a href="a%00b.img">n</a><a href="https://user:pw@127.0.0.1/fw/q.img">q</a><a href="javascript:alert(1)">j</a><a href="ok.img">ok</a>`,
      ),
    );
    const { objects, skipped } = await listAll(open({ url: `${url}fw/`, ca }));
    expect(objects.map(({ key }) => key)).toEqual(['ok.img']);
    expect(skipped).toBe(7);
    expect(requests).toEqual(['/fw/']);
  });

  test('folders that lead in a circle end', async () => {
    const { url, ca, requests } = await aServer((_request, response) =>
      html(
        response,
        '<title>Index of</title><a href="again/">again/</a><a href="./">.</a><a href="f.img">f.img</a>',
      ),
    );
    const { objects, skipped } = await listAll(open({ url, ca }));
    expect(objects).toHaveLength(17);
    expect(requests).toHaveLength(17);
    expect(skipped).toBe(1);
  });

  test('a page that never ends is given up', async () => {
    const { url, ca } = await aServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const piece = `<a href="f.img">${'x'.repeat(1_000)}</a>`.repeat(1_000);
      const more = () => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await expect(listAll(open({ url, ca }))).rejects.toMatchObject({ kind: 'too-much' });
  });

  test('a server that is silent, or falls silent, is given up with the reason', async () => {
    const silent = await aServer(() => {});
    await expect(open(silent, { timeoutMs: 200 }).check()).rejects.toMatchObject({ kind: 'timed-out' });
    const stuck = await aServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).write('<title>Index of');
    });
    await expect(listAll(open(stuck, { timeoutMs: 200 }))).rejects.toMatchObject({ kind: 'timed-out' });
  });

  test('an index that is broken off is no index', async () => {
    const { url, ca } = await aServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000' });
      response.write('<title>Index of /</title><a href="a.img">a</a>');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(listAll(open({ url, ca }))).rejects.toMatchObject({ kind: 'broken' });
  });

  test('a server that lies about sizes gives no more than was asked for', async () => {
    const { url, ca } = await aServer((_request, response) =>
      response
        .writeHead(206, { 'content-range': 'bytes 0-9/12', 'content-type': 'image/png' })
        .end(Buffer.alloc(5_000_000)),
    );
    const part = await open({ url, ca }).readPart('a.png', 0, 10);
    expect(part.bytes).toHaveLength(10);
    expect(part.size).toBe(12);
  });

  test('a server without ranges is read from the begin only', async () => {
    const { url, ca } = await aServer((_request, response) =>
      response.writeHead(200, { 'content-length': '100000' }).end(Buffer.alloc(100_000, 'a')),
    );
    const connection = open({ url, ca });
    const part = { bytes: Buffer.from('aaaa'), size: 100_000, mark: null };
    expect(await connection.readPart('a.img', 0, 4)).toEqual(part);
    expect((await connection.readPart('a.img', 99_000, 4)).bytes).toHaveLength(0);
  });
});

describe('where nothing is', () => {
  test.each(['s3', 'https'] as const)('%s: the reason is named', async (type) => {
    const closed = `https://127.0.0.1:${await freePort()}/`;
    const keys = { type, user: 'U', secret: 'S' };
    await expect(open({ ...keys, url: closed }).check()).rejects.toMatchObject({
      kind: 'refused',
      field: 'url',
    });
    const unknown = open({ ...keys, url: 'https://nobody.invalid/' });
    await expect(unknown.check()).rejects.toMatchObject({ kind: 'dns', field: 'url' });
    await expect(open({ ...keys, url: 'https://169.254.169.254/' }).check()).rejects.toMatchObject({
      kind: 'forbidden-address',
    });
    const plain = createTcpServer((socket) => socket.end('HTTP/1.0 400 no TLS here\r\n\r\n'));
    await once(plain.listen(0, '127.0.0.1'), 'listening');
    undo.push(() => plain.close());
    const { port } = plain.address() as AddressInfo;
    await expect(open({ ...keys, url: `https://127.0.0.1:${port}/` }).check()).rejects.toMatchObject({
      kind: 'tls',
      field: 'url',
    });
  });
});

describe('an S3 server (s3rver)', () => {
  let s3: StorageServer;
  beforeAll(async () => {
    s3 = await startS3();
    await s3.put('firmware/CP_400_SIP_V1_R7_4_0.img', Buffer.alloc(70_000, 'f'));
    await s3.put('sounds/Ring tone + ä.mp3', 'ring');
  });
  afterAll(() => s3.stop());
  const at = (more: Partial<ProviderPlace> = {}) =>
    open({ type: 's3', url: s3.url, ca: s3.certificate, ...S3_USER, ...more });

  test('lists what lies in the bucket', async () => {
    const connection = at();
    await connection.check();
    const { objects } = await listAll(connection);
    expect(objects).toEqual([
      {
        key: 'firmware/CP_400_SIP_V1_R7_4_0.img',
        size: 70_000,
        mark: expect.stringMatching(/^"[0-9a-f]{32}"$/),
      },
      { key: 'sounds/Ring tone + ä.mp3', size: 4, mark: expect.stringMatching(/./) },
    ]);
  });

  test('lists only keys that begin with the prefix', async () => {
    expect(await keysOf(at({ prefix: 'sounds/' }))).toEqual(['sounds/Ring tone + ä.mp3']);
  });

  test('lists more than a page', async () => {
    const many = Array.from({ length: 1_205 }, (_, number) => `many/${String(number).padStart(5, '0')}.png`);
    await Promise.all(many.map((key) => s3.put(key, '')));
    expect(await keysOf(at({ prefix: 'many/' }))).toEqual(many);
  });

  test('gives the begin and the end of an object, and its size', async () => {
    const key = 'firmware/CP_400_SIP_V1_R7_4_0.img';
    expect(await at().readPart(key, 0, 64)).toEqual({
      bytes: Buffer.alloc(64, 'f'),
      size: 70_000,
      mark: expect.any(String),
    });
    expect((await at().readPart(key, 69_990, 64)).bytes).toHaveLength(10);
  });

  test('gives a phone a URL that works without credentials, for a time', async () => {
    const url = await at().urlOf('sounds/Ring tone + ä.mp3', 60, new Date());
    expect(await fetchText(url, s3.certificate)).toEqual({ status: 200, text: 'ring' });
    expect(url).toContain('X-Amz-Expires=60');
  });

  test.each([
    ['the access key is unknown', { user: 'NOBODY' }, 'credentials', 'user'],
    ['there is no such bucket', { bucket: 'nothing' }, 'bucket', 'bucket'],
    ['nobody trusts its certificate', { ca: '' }, 'tls', 'ca'],
  ] as const)('is refused with the reason when %s', async (_name, more, kind, field) => {
    await expect(at(more).check()).rejects.toMatchObject({ kind, field });
  });
});

describe('an S3 endpoint that misbehaves', () => {
  const S3 = { type: 's3', ...S3_USER } as const;
  const xml = (response: ServerResponse, status: number, body: string, headers = {}) =>
    response
      .writeHead(status, { 'content-type': 'application/xml', ...headers })
      .end(`<?xml version="1.0"?>${body}`);
  const page = (token: string, ...keys: string[]) =>
    `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken>${keys.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join('')}</ListBucketResult>`;

  // s3rver does not check signatures of version 4.
  test('says when the secret is wrong, and keeps it to itself', async () => {
    const place = await aServer((_request, response) =>
      xml(response, 403, '<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>'),
    );
    const error = await open({ ...S3, ...place, secret: 'wrong-secret' })
      .check()
      .catch((problem: unknown) => problem);
    expect(error).toMatchObject({ kind: 'credentials', field: 'secret' });
    expect(String(error)).not.toContain('wrong-secret');
  });

  test('names the right region', async () => {
    const place = await aServer((_request, response) =>
      xml(
        response,
        400,
        '<Error><Code>AuthorizationHeaderMalformed</Code><Message>wrong</Message><Region>us-west-2</Region></Error>',
      ),
    );
    const check = open({ ...S3, ...place }).check();
    await expect(check).rejects.toMatchObject({ kind: 'region', field: 'region' });
    await expect(check).rejects.toThrow('it is “us-west-2”');
  });

  test('is not followed elsewhere', async () => {
    const place = await aServer((_request, response) =>
      xml(
        response,
        301,
        '<Error><Code>PermanentRedirect</Code><Endpoint>169.254.169.254</Endpoint></Error>',
        { location: 'https://169.254.169.254/' },
      ),
    );
    await expect(open({ ...S3, ...place }).check()).rejects.toMatchObject({ kind: 'redirect' });
    expect(place.requests.every((path) => path.startsWith('/phones'))).toBe(true);
  });

  test('says when rights are missing', async () => {
    const place = await aServer((_request, response) =>
      xml(response, 403, '<Error><Code>AccessDenied</Code><Message>no</Message></Error>'),
    );
    await expect(open({ ...S3, ...place }).check()).rejects.toMatchObject({ kind: 'denied', field: 'user' });
  });

  test('is given up when it gives the same page again and again', async () => {
    const place = await aServer((_request, response) => xml(response, 200, page('same', 'a.img')));
    await expect(listAll(open({ ...S3, ...place }))).rejects.toMatchObject({ kind: 'broken' });
    expect(place.requests.length).toBeLessThan(5);
  });

  test('is given up when an answer never ends', async () => {
    const place = await aServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/xml' });
      const more = () => {
        while (!response.destroyed && response.write('<Contents><Key>a</Key></Contents>'.repeat(10_000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await expect(listAll(open({ ...S3, ...place }))).rejects.toMatchObject({ kind: 'too-much' });
  });

  test('is given up when it is silent or falls silent', async () => {
    const silent = await aServer(() => {});
    await expect(open({ ...S3, ...silent }, { timeoutMs: 200 }).check()).rejects.toMatchObject({
      kind: 'timed-out',
    });
    const stuck = await aServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/xml' }).write('<ListBucketResult>');
    });
    await expect(open({ ...S3, ...stuck }, { timeoutMs: 200 }).check()).rejects.toMatchObject({
      kind: 'timed-out',
    });
  });

  test('is no S3 endpoint when it answers with a web page', async () => {
    const place = await aServer((_request, response) => html(response, '<html><body>Welcome</body></html>'));
    await expect(open({ ...S3, ...place }).check()).rejects.toMatchObject({ kind: 'broken', field: 'url' });
  });

  test('keys that could not be files are left out', async () => {
    const place = await aServer((_request, response) =>
      xml(
        response,
        200,
        '<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a/../../b.img</Key><Size>1</Size></Contents><Contents><Key>folder/</Key><Size>0</Size></Contents><Contents><Key>c.img</Key><Size>-5</Size></Contents></ListBucketResult>',
      ),
    );
    const { objects, skipped } = await listAll(open({ ...S3, ...place }));
    expect(objects).toEqual([{ key: 'c.img', size: null, mark: '' }]);
    expect(skipped).toBe(2);
  });
});

function fetchText(url: string, ca: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    }).on('error', reject);
  });
}
