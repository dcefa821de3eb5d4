import { ITEM_STATUSES, type ItemStatus } from '../messages.ts';

/**
 * The documented status that the phone's words mean, whatever their case and with hyphens for blanks, as the guide has
 * in a heading (section 9).
 */
export function findItemStatus(words: string): ItemStatus | undefined {
  const plain = words
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, ' ');
  return ITEM_STATUSES.find((status) => status === plain);
}
