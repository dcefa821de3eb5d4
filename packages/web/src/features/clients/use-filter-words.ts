import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterPart } from './client-search.ts';
import { groupNamesQuery } from './clients.queries.ts';

/** A filter chip's part of the sentence, e.g. "Type is CP710". */
export function filterWords(
  t: TFunction,
  { key, value }: FilterPart,
  groupName: (id: string) => string = (id) => id,
): string {
  switch (key) {
    case 'search':
      return t('list.chipSearch', { text: value });
    case 'group':
      return t('clients.chip.group', { value: groupName(value) });
    case 'mobility':
    case 'access':
    case 'state':
      return t(`clients.chip.${key}.${value}` as 'clients.chip.state.drift');
    default:
      return t(`clients.chip.${key}`, { value });
  }
}

/** @param asksGroups - whether a group is among the filters: its name has to be asked for */
export function useFilterWords(asksGroups: boolean): (part: FilterPart) => string {
  const { t } = useTranslation();
  const { data: groups } = useQuery({ ...groupNamesQuery, enabled: asksGroups });
  return useCallback(
    (part) => filterWords(t, part, (id) => groups?.find((group) => group.id === id)?.name ?? id),
    [t, groups],
  );
}
