/** Texts around which tests build messages, and what turns them into bodies. */

export const NAMESPACES =
  'xmlns="http://www.siemens.com/DLS" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
  'xsi:schemaLocation="http://www.siemens.com/DLS"';

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A phone's document in canonical form around the lines of its message. */
export function phoneDocument(...lines: string[]): string {
  return `${DECLARATION}<WorkpointMessage ${NAMESPACES}>\n${lines.join('\n')}\n</WorkpointMessage>\n`;
}

/** A server's document in canonical form around the lines of its message. */
export function serverDocument(...lines: string[]): string {
  return `${DECLARATION}<DLSMessage ${NAMESPACES}>\n${lines.join('\n')}\n</DLSMessage>\n`;
}

/** A phone's start-up with these items, in one line each. */
export function startUpWith(...items: string[]): string {
  return phoneDocument(
    '<Message nonce="0A1B2C3D4E5F60718293A4B5C6D7E8F9">',
    '<ReasonForContact>start-up</ReasonForContact>',
    '<ItemList>',
    ...items,
    '</ItemList>',
    '</Message>',
  );
}

export function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
