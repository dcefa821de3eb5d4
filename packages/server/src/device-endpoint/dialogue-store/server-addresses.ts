import type { Item } from '@deskfleet/protocol';
import { SERVER_ADDRESS } from '../../features/groups/index.ts';
import { clipText } from '../../infra/text/index.ts';
import type { Effect } from '../dialogue/dialogue.ts';

const MAX_LENGTH = 255;

/** What of an answered message may tell a server address. */
export interface ToldStep {
  readonly change: { readonly clientId: string };
  readonly effects: readonly Effect[];
  readonly isKnownInventory: boolean;
  readonly plainInventory: string | undefined;
  readonly replyItems: () => readonly Item[];
}

/** In an item list in its plain form, without anything that has to be decoded. */
const PLAIN = /<Item name="reg-addr">([^<&]*)<\/Item>/;

/**
 * What the replies of a batch tell of server addresses, by client. A complete inventory without one says that there is none. One
 * that is known already says nothing new.
 */
export function serverAddressesOf(steps: readonly ToldStep[]): Map<string, string> {
  const addresses = new Map<string, string>();
  for (const step of steps) {
    const address = addressIn(step);
    if (address !== undefined) addresses.set(step.change.clientId, clipText(address, MAX_LENGTH));
  }
  return addresses;
}

function addressIn({ effects, isKnownInventory, plainInventory, replyItems }: ToldStep): string | undefined {
  let address: string | undefined;
  for (const effect of effects) {
    switch (effect.kind) {
      case 'inventory':
        if (isKnownInventory) break;
        address =
          plainInventory === undefined
            ? (find(replyItems()) ?? '')
            : addressInText(plainInventory, replyItems);
        break;
      case 'reported':
        address = find(effect.items) ?? address;
        break;
      case 'stored':
        address =
          find(effect.items.map((item) => ('value' in item ? item : { ...item, value: '' }))) ?? address;
        break;
      default:
        break;
    }
  }
  return address;
}

/** Taking a whole inventory apart for one item would cost more than all the rest. */
function addressInText(text: string, items: () => readonly Item[]): string {
  const plain = PLAIN.exec(text);
  if (plain !== null) return plain[1] ?? '';
  return text.includes(SERVER_ADDRESS) ? (find(items()) ?? '') : '';
}

function find(items: readonly Pick<Item, 'name' | 'value' | 'status'>[]): string | undefined {
  return items.find(({ name, status }) => name === SERVER_ADDRESS && status === undefined)?.value;
}
