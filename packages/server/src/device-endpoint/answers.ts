import type { Item, ServerMessage } from '@deskfleet/protocol';
import type { SecretBox } from '../infra/secrets/index.ts';
import type { ArrivedMessage } from './arrived-message.ts';
import type { AnswerItem, FileLink, LinkedFile, OutgoingItem, StepResult } from './dialogue/dialogue.ts';
import type { StoredDialogue } from './dialogue-store/dialogues.queries.ts';

export interface Answer {
  readonly message: ServerMessage;
  /** A new session cookie, when a dialogue begins. */
  readonly cookie?: string;
}

/** Makes the address at which a phone finds a file, e.g. `https://10.20.30.40:18443/files/…/logo.bmp`. */
export type FileAddress = (file: LinkedFile, serverOrigin: string) => Promise<string>;

/** Puts answers into the words of the protocol. Secrets are opened, and addresses of files made, only here, on their way out. */
export class AnswerWriter {
  readonly #secrets: SecretBox;
  readonly #addressOf: FileAddress;

  constructor(secrets: SecretBox, addressOf: FileAddress) {
    this.#secrets = secrets;
    this.#addressOf = addressOf;
  }

  /** At once, unless the address of a file has to be made. */
  write(
    arrived: ArrivedMessage,
    { action, items }: Pick<StepResult, 'action' | 'items'>,
  ): Answer | Promise<Answer> {
    if (items.some(isLink)) return this.#writeLinked(arrived, action, items);
    const open = (item: AnswerItem) => (isLink(item) ? toItem(item, '') : this.#open(item));
    return answerTo(arrived, action, items.map(open));
  }

  /** The phone has lost our answer and asks again: it gets the same one, and nothing is counted twice. */
  async repeat(
    arrived: ArrivedMessage,
    { cookie, lastAnswer }: StoredDialogue,
    withCookie: boolean,
  ): Promise<Answer> {
    const answer = await this.write(arrived, lastAnswer);
    return withCookie ? { ...answer, cookie } : answer;
  }

  cleanUp(arrived: ArrivedMessage): Answer {
    return answerTo(arrived, 'CleanUp', []);
  }

  async #writeLinked(
    arrived: ArrivedMessage,
    action: StepResult['action'],
    items: readonly AnswerItem[],
  ): Promise<Answer> {
    const origin = arrived.serverOrigin();
    const written: Item[] = [];
    for (const item of items) {
      written.push(isLink(item) ? toItem(item, await this.#addressOf(item.link, origin)) : this.#open(item));
    }
    return answerTo(arrived, action, written);
  }

  #open(item: OutgoingItem): Item {
    return toItem(item, 'value' in item ? item.value : this.#secrets.open(item.sealed));
  }
}

function answerTo(arrived: ArrivedMessage, action: StepResult['action'], items: Item[]): Answer {
  return { message: { nonce: arrived.decoded.message.nonce, action, items } };
}

function isLink(item: AnswerItem): item is FileLink {
  return 'link' in item;
}

function toItem({ name, index }: { readonly name: string; readonly index?: number }, value: string): Item {
  return index === undefined ? { name, value } : { name, index, value };
}
