import { encodePhoneMessage, type PhoneMessage } from '@deskfleet/protocol';

/** Places of a message that differ from one sending to the next. */
export type Slot = 'nonce' | 'mac' | 'e164' | 'model' | 'cookie' | 'counter';

/**
 * What stands in a message where a slot will be filled in. Every text for a slot is as long as its mark, so that requests
 * are made once and sent a million times.
 */
export const SLOT_MARKS: Readonly<Record<Slot, string>> = {
  nonce: 'N'.repeat(32),
  mac: 'MM:MM:MM:MM:MM:MM',
  e164: 'EEEEEEEEEEEEE',
  model: 'DDDDD',
  cookie: 'K'.repeat(32),
  counter: 'CCCCCCCCCCCC',
};

const SLOTS = Object.keys(SLOT_MARKS) as Slot[];

/** A whole HTTP request of a phone with places to fill in (protocol reference, section 2). */
export class RequestTemplate {
  readonly #bytes: Buffer;
  readonly #places: ReadonlyMap<Slot, readonly number[]>;

  private constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#places = new Map(SLOTS.map((slot) => [slot, placesOf(bytes, SLOT_MARKS[slot])]));
  }

  /** @param withCookie the message belongs to a dialogue that has begun */
  static of(message: PhoneMessage, withCookie: boolean): RequestTemplate {
    const body = Buffer.from(encodePhoneMessage(message), 'utf8');
    const head = [
      'POST /DeploymentService/LoginService HTTP/1.1',
      'Host: localhost',
      'Content-Type: text/xml; charset=UTF-8',
      `Content-Length: ${body.length}`,
      ...(withCookie ? [`Cookie: JSESSIONID=${SLOT_MARKS.cookie}`] : []),
      '\r\n',
    ].join('\r\n');
    return new RequestTemplate(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  }

  /** A copy of its own for one connection. */
  instance(): RequestInstance {
    return new RequestInstance(Buffer.from(this.#bytes), this.#places);
  }
}

/** A request about to be sent again and again over one connection, each time with other contents. */
export class RequestInstance {
  readonly bytes: Buffer;
  readonly #places: ReadonlyMap<Slot, readonly number[]>;

  constructor(bytes: Buffer, places: ReadonlyMap<Slot, readonly number[]>) {
    this.bytes = bytes;
    this.#places = places;
  }

  /** @param text ASCII, as long as the slot */
  fill(slot: Slot, text: string): void {
    for (const place of this.#places.get(slot) ?? []) this.bytes.write(text, place, 'latin1');
  }
}

function placesOf(bytes: Buffer, mark: string): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + mark.length)) places.push(at);
  return places;
}
