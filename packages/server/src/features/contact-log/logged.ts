import { isSecretItem } from '@deskfleet/protocol';
import type { LoggedItem } from '../../infra/db/index.ts';
import { clipWords } from '../../infra/text/index.ts';

/** A chain of contacts, or the part of it that one node answered. */
export interface LoggedDialogue {
  readonly clientId: string;
  /** Parts of one dialogue have the same. */
  readonly dialogue: string;
  readonly beganAt: Date;
  readonly reason: string;
  readonly address: string;
  readonly tookMs: number;
  /** Something was refused or not accepted, or the phone gave up. */
  readonly failed: boolean;
  /** Targets of jobs on which it worked. */
  readonly targetIds: readonly string[];
  /** `LoggedStep`s as JSON, with commas between them: what waits for the database is many, and a text holds nothing of a message in memory. */
  readonly steps: string;
}

/** Dialogues and quiet contacts that are kept of one client, and dialogues of all together. */
export const MAX_DIALOGUES_OF_CLIENT = 200;
export const MAX_QUIET_OF_CLIENT = 20;
export const MAX_DIALOGUES = 500_000;
/** Items of a message that are kept with their values, and the longest value. */
export const MAX_LOGGED_ITEMS = 50;
const MAX_VALUE = 200;

interface MessageItem {
  readonly name: string;
  readonly index?: number;
  readonly value?: string;
  readonly sealed?: string;
  readonly status?: string;
}

/** The first items of a message without secrets, as they may be kept. */
export function toLoggedItems(items: readonly MessageItem[]): LoggedItem[] {
  return items.slice(0, MAX_LOGGED_ITEMS).map(({ name, index, value, sealed, status }) => {
    const secret = sealed !== undefined || isSecretItem(name);
    return {
      name: clipWords(name, MAX_VALUE),
      ...(index === undefined ? {} : { index }),
      ...(secret ? { secret: true } : value === undefined ? {} : { value: clipWords(value, MAX_VALUE) }),
      ...(status === undefined ? {} : { status: clipWords(status, MAX_VALUE) }),
    };
  });
}
