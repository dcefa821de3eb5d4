import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { BenchError } from '../bench-error.ts';

const OK = /^HTTP\/1\.1 200 .*\r\ncontent-length: /is;

/** A phone that fetches a file, counting what arrives. */
export class FileDownload {
  readonly #socket: TLSSocket;
  #head = '';
  /** Bytes of the file that have arrived. */
  bytes = 0;
  /** What went wrong, in a word for the statistics of errors. */
  problem: string | undefined;

  private constructor(socket: TLSSocket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.problem ??= error.code ?? error.message;
    });
    socket.on('close', () => {
      this.problem ??= 'closed by the server';
    });
  }

  /** @throws BenchError when there is no connection */
  static begin(port: number, path: string, tls: ConnectionOptions): Promise<FileDownload> {
    return new Promise((resolve, reject) => {
      const socket = connect({ ...tls, host: '127.0.0.1', port });
      const onError = (error: Error) => reject(new BenchError(`connecting: ${error.message}`));
      socket.once('error', onError);
      socket.once('secureConnect', () => {
        socket.off('error', onError);
        const download = new FileDownload(socket);
        socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
        resolve(download);
      });
    });
  }

  breakOff(): void {
    this.problem ??= 'ended';
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    if (this.bytes > 0) {
      this.bytes += chunk.length;
      return;
    }
    this.#head += chunk.toString('latin1');
    const end = this.#head.indexOf('\r\n\r\n');
    if (end < 0) return;
    if (!OK.test(this.#head)) this.problem ??= this.#head.slice(9, 12);
    this.bytes = this.#head.length - end - 4;
  }
}
