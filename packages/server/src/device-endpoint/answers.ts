import type { Item, ServerMessage } from '@deskfleet/protocol';
import type { SecretBox } from '../infra/secrets/index.ts';
import type { ArrivedMessage } from './arrived-message.ts';
import type { OutgoingItem, StepResult } from './dialogue/dialogue.ts';
import type { StoredDialogue } from './dialogue-store/dialogues.queries.ts';

export interface Answer {
  readonly message: ServerMessage;
  /** A new session cookie, when a dialogue begins. */
  readonly cookie?: string;
}

/** Puts answers into the words of the protocol. Secrets are opened only here, on their way into the answer. */
export class AnswerWriter {
  readonly #secrets: SecretBox;

  constructor(secrets: SecretBox) {
    this.#secrets = secrets;
  }

  write(arrived: ArrivedMessage, { action, items }: Pick<StepResult, 'action' | 'items'>): Answer {
    return {
      message: {
        nonce: arrived.decoded.message.nonce,
        action,
        items: items.map((item) => this.#open(item)),
      },
    };
  }

  /** The phone has lost our answer and asks again: it gets the same one, and nothing is counted twice. */
  repeat(arrived: ArrivedMessage, { cookie, lastAnswer }: StoredDialogue, withCookie: boolean): Answer {
    const answer = this.write(arrived, lastAnswer);
    return withCookie ? { ...answer, cookie } : answer;
  }

  cleanUp(arrived: ArrivedMessage): Answer {
    return this.write(arrived, { action: 'CleanUp', items: [] });
  }

  #open(item: OutgoingItem): Item {
    const { name, index } = item;
    const value = 'value' in item ? item.value : this.#secrets.open(item.sealed);
    return index === undefined ? { name, value } : { name, index, value };
  }
}
