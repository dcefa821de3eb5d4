import { randomBytes } from 'node:crypto';
import { SaxesParser } from 'saxes';
import { serveReference } from './reference-server.ts';

/**
 * *Floor*: the whole dialogue with a real XML parser and all state in memory: no database, no rules, no jobs, no secrets.
 * What a server costs that forgets everything when it ends.
 */

interface Message {
  nonce: string;
  reason: string;
  fragment: string;
  items: { name: string; index: string | undefined; value: string }[];
}

/** Values by name and index. */
type Values = Map<string, string>;

const inventories = new Map<string, Values>();
/** Dialogues under way: the phone, and what it has told so far. */
const dialogues = new Map<string, { readonly mac: string; readonly values: Values }>();

serveReference((body, request) => {
  const message = parse(body.toString('utf8'));
  if (message.reason === 'reply-to') return continueDialogue(message, request.headers.cookie ?? '');
  const values = new Map(message.items.map(({ name, value }) => [name, value]));
  const mac = values.get('mac-addr') ?? '';
  if (values.get('configuration-changed-flag') === 'false') {
    inventories.set(mac, inventories.get(mac) ?? values);
    return { text: reply(message.nonce, 'CleanUp') };
  }
  const id = randomBytes(16).toString('hex').toUpperCase();
  dialogues.set(id, { mac, values: new Map() });
  return {
    text: reply(message.nonce, 'ReadAllItems'),
    cookie: `JSESSIONID=${id}; Path=/DeploymentService; Secure`,
  };
});

function continueDialogue(message: Message, cookie: string) {
  const id = cookie.slice('JSESSIONID='.length);
  const dialogue = dialogues.get(id);
  if (dialogue === undefined) return { text: reply(message.nonce, 'CleanUp') };
  for (const { name, index, value } of message.items) dialogue.values.set(`${name} ${index ?? ''}`, value);
  if (message.fragment === 'next') return { text: reply(message.nonce, 'GetNextFragment') };
  inventories.set(dialogue.mac, dialogue.values);
  dialogues.delete(id);
  return { text: reply(message.nonce, 'CleanUp') };
}

function parse(text: string): Message {
  const message: Message = { nonce: '', reason: '', fragment: 'final', items: [] };
  let attributes: Record<string, string> = {};
  let content = '';
  const parser = new SaxesParser({ xmlns: false });
  parser.on('opentag', (tag) => {
    content = '';
    attributes = tag.attributes;
    if (tag.name !== 'Message') return;
    message.nonce = attributes['nonce'] ?? '';
    message.fragment = attributes['fragment'] ?? 'final';
  });
  parser.on('text', (part) => {
    content += part;
  });
  parser.on('closetag', (tag) => {
    if (tag.name === 'Item') {
      message.items.push({ name: attributes['name'] ?? '', index: attributes['index'], value: content });
    } else if (tag.name === 'ReasonForContact') message.reason = content.trim();
    content = '';
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
  return message;
}

function reply(nonce: string, action: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<DLSMessage xmlns="http://www.siemens.com/DLS"><Message nonce="${nonce}"><Action>${action}</Action></Message></DLSMessage>`;
}
