import type { ClientValue } from '../../api/types.ts';

export const choiceKey = ({ item, index }: Pick<ClientValue, 'item' | 'index'>): string =>
  `${item} ${index ?? ''}`;

/** What a template would get of a value: what is wanted there, otherwise what the phone reports. */
export function takenValue(value: ClientValue): string | null {
  return value.desiredSet ? value.desired : value.reported;
}

/** Whether a template can take it at all: phones do not report secrets. */
export function canTake(value: ClientValue): boolean {
  return value.desiredSet || (!value.secret && value.reported !== null);
}
