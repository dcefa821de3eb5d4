import { request } from 'node:https';
import { isIP } from 'node:net';
import { TransportError, toTransportError } from './transport-error.ts';

/** What a phone remembers of a file it fetched. */
export interface FetchedFile {
  readonly bytes: number;
  /** The first 64 KiB: a firmware image tells its version there. */
  readonly head: Buffer;
}

const HEAD_BYTES = 65_536;
const MAX_FILE_BYTES = 256 * 1024 * 1024;

/**
 * Fetches a file by HTTPS, taking any certificate as phones in default mode do (reference, section 14).
 * @param localAddress the phone's own address; absent: the machine chooses
 * @throws TransportError when it is not there, too large, or the connection fails
 */
export function fetchFile(
  url: string,
  localAddress: string | undefined,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<FetchedFile> {
  return new Promise((resolve, reject) => {
    const target = URL.parse(url);
    if (target === null || target.protocol !== 'https:') {
      reject(new TransportError('http', 'Not an HTTPS URL.'));
      return;
    }
    const download = request(target, {
      agent: false,
      rejectUnauthorized: false,
      timeout: timeoutMs,
      signal,
      ...(localAddress === undefined ? {} : { localAddress, family: isIP(localAddress) }),
    });
    download.on('timeout', () =>
      download.destroy(new TransportError('timeout', `No data within ${timeoutMs} ms.`)),
    );
    download.on('error', (error) => reject(toTransportError(error)));
    download.on('response', (response) => {
      if (response.statusCode !== 200) {
        download.destroy();
        reject(new TransportError('http', `The file server answered ${response.statusCode}.`));
        return;
      }
      const head: Buffer[] = [];
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        if (bytes < HEAD_BYTES) head.push(part.subarray(0, HEAD_BYTES - bytes));
        bytes += part.length;
        if (bytes > MAX_FILE_BYTES) download.destroy(new TransportError('http', 'The file is too large.'));
      });
      response.on('end', () => resolve({ bytes, head: Buffer.concat(head) }));
      response.on('error', (error) => reject(toTransportError(error)));
    });
    download.end();
  });
}
