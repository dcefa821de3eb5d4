import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeSelfSigned } from '@deskfleet/server/src/infra/tls/index.ts';

/** A store that answers the questions of an S3 client for a list, and nothing faster than it must. */
export interface ListingServer {
  readonly url: string;
  readonly certificate: string;
  readonly pages: number;
  pathOf(page: number): string;
  stop(): Promise<void>;
}

const PAGE = 1_000;

/** @param objects how many objects its bucket `phones` has: ringtones, all of which can be deployed */
export async function startListingServer(objects: number): Promise<ListingServer> {
  const { privateKey, certificate } = await makeSelfSigned({
    keyType: 'ecdsa-p256',
    hosts: ['127.0.0.1'],
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter: new Date(Date.now() + 86_400_000),
  });
  const pages = Math.ceil(objects / PAGE);
  const pageOf = Array.from({ length: pages }, (_, page) => Buffer.from(listPage(page, pages, objects)));
  const server = createServer({ key: privateKey, cert: certificate }, (request, response) => {
    const url = new URL(request.url ?? '/', 'https://store');
    if (url.searchParams.get('list-type') === '2') {
      const body = pageOf[Number(url.searchParams.get('continuation-token') ?? 0)];
      response.writeHead(200, { 'content-type': 'application/xml', 'content-length': body?.length ?? 0 });
      response.end(body);
      return;
    }
    response.writeHead(206, { 'content-range': 'bytes 0-11/12', 'content-length': 12 }).end('RIFF1234WAVE');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificate,
    pages,
    pathOf: (page) =>
      `/phones?list-type=2&max-keys=${PAGE}${page === 0 ? '' : `&continuation-token=${page}`}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listPage(page: number, pages: number, objects: number): string {
  const contents = Array.from({ length: Math.min(PAGE, objects - page * PAGE) }, (_, place) => {
    const number = String(page * PAGE + place).padStart(7, '0');
    return `<Contents><Key>sounds/${number.slice(0, 4)}/ringtone-${number}.wav</Key><LastModified>2026-01-12T10:00:00.000Z</LastModified><ETag>&quot;${number.repeat(5).slice(0, 32)}&quot;</ETag><Size>12</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  });
  const next = page + 1 < pages;
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>phones</Name><KeyCount>${contents.length}</KeyCount><MaxKeys>${PAGE}</MaxKeys><IsTruncated>${next}</IsTruncated>${next ? `<NextContinuationToken>${page + 1}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`;
}
