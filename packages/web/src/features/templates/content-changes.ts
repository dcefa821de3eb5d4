import type { TemplateContent, TemplateValue } from '../../api/types.ts';

type Value = Pick<TemplateValue, 'item' | 'index' | 'secret' | 'parameterId'>;

/** A value that somebody else has changed in a template. */
export interface ContentChange extends Value {
  /** Undefined where there was none; null for secrets. */
  before: string | null | undefined;
  /** Undefined where there is none any more. */
  now: string | null | undefined;
}

const keyOf = ({ item, index }: Pick<Value, 'item' | 'index'>): string => `${item} ${index ?? ''}`;

/** What differs between two states of a content; of secrets only that they came or went can be seen. */
export function contentChanges(
  before: Pick<TemplateContent, 'values'>,
  now: Pick<TemplateContent, 'values'>,
): ContentChange[] {
  const old = new Map(before.values.map((value) => [keyOf(value), value]));
  const current = new Map(now.values.map((value) => [keyOf(value), value]));
  return [...new Map([...old, ...current])].flatMap(([key, { item, index, secret, parameterId }]) => {
    const [was, is] = [old.get(key)?.value, current.get(key)?.value];
    return was === is ? [] : [{ item, index, secret, parameterId, before: was, now: is }];
  });
}
