import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type KeyAndCertificate, makeSelfSigned } from '../../src/infra/tls/index.ts';
import { freePort, startProcess } from './child-process.ts';

/** A server of files that runs as a process of its own, with TLS. */
export interface StorageServer {
  readonly url: string;
  readonly port: number;
  /** Its certificate, PEM. */
  readonly certificate: string;
  /** Where its files lie. */
  readonly folder: string;
  /** Puts a file there. */
  put(path: string, content: string | Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
  stop(): Promise<void>;
}

export interface StorageServerSetup {
  readonly hosts?: readonly string[];
  /** The certificate has run out. */
  readonly expired?: boolean;
  /** Its clock is so many hours ahead (S3). */
  readonly hoursAhead?: number;
}

export function makeCertificate({
  hosts,
  expired = false,
}: StorageServerSetup = {}): Promise<KeyAndCertificate> {
  const day = 86_400_000;
  return makeSelfSigned({
    keyType: 'ecdsa-p256',
    hosts: hosts ?? ['localhost', '127.0.0.1'],
    notBefore: new Date(Date.now() - 10 * day),
    notAfter: new Date(Date.now() + (expired ? -day : day)),
  });
}

/** User and password of what nginx keeps private. */
export const NGINX_USER = { user: 'fleet', secret: 'Open-Sesame-9' };

/**
 * The real nginx: `/` is an index in HTML, `/json/` the same in JSON, `/private/` wants a user, `/moved/` redirects, and
 * `/hidden/` is not listed.
 */
export async function startNginx(setup: StorageServerSetup = {}): Promise<StorageServer> {
  const { privateKey, certificate } = await makeCertificate(setup);
  const [root, port] = [await mkdtemp(join(tmpdir(), 'deskfleet-nginx-')), await freePort()];
  const folder = join(root, 'files');
  await mkdir(folder);
  await writeFile(join(root, 'key.pem'), privateKey);
  await writeFile(join(root, 'cert.pem'), certificate);
  await writeFile(join(root, 'users'), `${NGINX_USER.user}:{PLAIN}${NGINX_USER.secret}\n`);
  await writeFile(
    join(root, 'nginx.conf'),
    `daemon off; master_process off; pid ${root}/pid; error_log ${root}/error.log;
     events { worker_connections 256; }
     http {
       access_log off;
       ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${root}/${name};`).join(' ')}
       types { text/html html; text/plain txt; audio/mpeg mp3; image/png png; }
       default_type application/octet-stream;
       server {
         listen 127.0.0.1:${port} ssl;
         ssl_certificate ${root}/cert.pem; ssl_certificate_key ${root}/key.pem;
         root ${folder};
         autoindex on;
         location /json/ { alias ${folder}/; autoindex_format json; }
         location /private/ { alias ${folder}/; auth_basic files; auth_basic_user_file ${root}/users; }
         location /moved/ { return 302 https://169.254.169.254/; }
         location /hidden/ { alias ${folder}/; autoindex off; }
       }
     }`,
  );
  const server = await startProcess(
    'nginx',
    ['-c', join(root, 'nginx.conf'), '-e', join(root, 'error.log')],
    port,
  );
  return aServer({ url: `https://127.0.0.1:${port}/`, port, certificate, folder, root }, server);
}

/** Access key and secret of s3rver. */
export const S3_USER = { user: 'S3RVER', secret: 'S3RVER' };

/** A module that lets the clock of a process of Node go ahead. */
function clockAhead(hours: number): string {
  const program = `
    const Now = Date, ahead = ${hours} * 3_600_000;
    globalThis.Date = class extends Now {
      constructor(...given) { given.length === 0 ? super(Now.now() + ahead) : super(...given); }
      static now() { return Now.now() + ahead; }
    };`;
  return `data:text/javascript,${encodeURIComponent(program)}`;
}

/** A server that speaks S3 (s3rver) with the bucket `phones`. */
export async function startS3(setup: StorageServerSetup = {}): Promise<StorageServer> {
  const { privateKey, certificate } = await makeCertificate(setup);
  const [root, port] = [await mkdtemp(join(tmpdir(), 'deskfleet-s3-')), await freePort()];
  await writeFile(join(root, 'key.pem'), privateKey);
  await writeFile(join(root, 'cert.pem'), certificate);
  const folder = join(root, 'buckets', 'phones');
  await mkdir(folder, { recursive: true });
  const program = createRequire(import.meta.url).resolve('s3rver/bin/s3rver.js');
  const tls = ['--key', join(root, 'key.pem'), '--cert', join(root, 'cert.pem')];
  const server = await startProcess(
    process.execPath,
    [
      '--openssl-legacy-provider',
      ...(setup.hoursAhead === undefined ? [] : ['--import', clockAhead(setup.hoursAhead)]),
      program,
      '-d',
      join(root, 'buckets'),
      '-a',
      '127.0.0.1',
      '-p',
      String(port),
      '-s',
      ...tls,
      '--configure-bucket',
      'phones',
    ],
    port,
  );
  return aServer(
    { url: `https://127.0.0.1:${port}`, port, certificate, folder, root },
    server,
    '._S3rver_object',
  );
}

/** @param suffix what the server adds to the names of files on its disk */
function aServer(
  { root, ...facts }: Omit<StorageServer, 'put' | 'remove' | 'stop'> & { readonly root: string },
  server: { stop(): Promise<void> },
  suffix = '',
): StorageServer {
  const pathOf = (path: string) => join(facts.folder, `${path}${suffix}`);
  return {
    ...facts,
    put: async (path, content) => {
      await mkdir(dirname(pathOf(path)), { recursive: true });
      await writeFile(pathOf(path), content);
      // s3rver keeps the digest of what it has served.
      await rm(`${pathOf(path)}.md5`, { force: true });
    },
    remove: (path) => rm(pathOf(path)),
    stop: async () => {
      await server.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}
