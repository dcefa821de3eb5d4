import { type Agent, request } from 'node:https';
import {
  decodeServerMessage,
  encodePhoneMessage,
  type InitialReason,
  type Item,
  type ReplyMessage,
  type ServerMessage,
} from '@deskfleet/protocol';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The message of the server; undefined when the answer is none. */
  readonly message: ServerMessage | undefined;
  /** What a phone would send back: the whole `Set-Cookie`. */
  readonly cookie: string | undefined;
}

export interface RawRequest {
  readonly port: number;
  readonly body: string | Buffer;
  readonly cookie?: string | undefined;
  readonly method?: string;
  readonly path?: string;
  /** Loopback address to call from. */
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Connection that is kept; absent: one for this request, which says so. */
  readonly agent?: Agent;
}

/** Sends bytes to a phone port as they are: for everything that the simulator is too well-behaved for. */
export function sendRaw({
  port,
  body,
  cookie,
  method = 'POST',
  path,
  from,
  headers,
  agent,
}: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path: path ?? '/DeploymentService/LoginService',
        agent: agent ?? false,
        rejectUnauthorized: false,
        ...(from === undefined ? {} : { localAddress: from }),
        headers: {
          'content-type': 'text/xml',
          'content-length': Buffer.byteLength(body),
          ...(cookie === undefined ? {} : { cookie }),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          const type = String(response.headers['content-type']);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            message: type.startsWith('text/xml') ? decodeServerMessage(Buffer.from(text)).message : undefined,
            cookie: response.headers['set-cookie']?.[0],
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

let count = 0;
/** A MAC that no other raw phone of this process has. */
export function aMac(): string {
  count += 1;
  const pool = Number(process.env['VITEST_POOL_ID'] ?? 1) % 256;
  const parts = [pool, (count >> 8) & 255, count & 255];
  return `00:1A:E8:${parts.map((part) => part.toString(16).padStart(2, '0').toUpperCase()).join(':')}`;
}

export function anInitial(
  mac: string,
  options: {
    reason?: InitialReason;
    nonce?: string;
    changed?: boolean;
    items?: readonly Item[];
    maxItems?: number;
    contactMeUri?: string;
  } = {},
): string {
  return encodePhoneMessage({
    reason: options.reason ?? 'start-up',
    nonce: options.nonce ?? 'ABCDEF0123456789ABCDEF0123456789',
    maxItems: options.maxItems ?? -1,
    items: [
      { name: 'device-type', value: 'OpenStage 40' },
      { name: 'software-type', value: 'Siemens SIP' },
      { name: 'software-version', value: 'V3 R5.21.0' },
      {
        name: 'contact-me-uri',
        value: options.contactMeUri ?? 'http://127.0.0.1:8085/contact_dls.html/ContactDLS',
      },
      { name: 'mac-addr', value: mac },
      { name: 'configuration-changed-flag', value: String(options.changed ?? false) },
      { name: 'e164', value: '498912345' },
      ...(options.items ?? []),
    ],
  });
}

export function aReply(
  action: ReplyMessage['action'],
  options: {
    nonce?: string;
    status?: ReplyMessage['status'];
    items?: readonly Item[];
    fragment?: 'next' | 'final';
  } = {},
): string {
  return encodePhoneMessage({
    reason: 'reply-to',
    action,
    status: options.status ?? 'accepted',
    nonce: options.nonce ?? 'FEDCBA9876543210FEDCBA9876543210',
    items: options.items ?? [],
    ...(options.fragment === undefined ? {} : { fragment: options.fragment }),
  });
}
