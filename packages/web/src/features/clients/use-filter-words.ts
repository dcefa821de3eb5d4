import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterPart } from './client-search.ts';

/** A filter chip's part of the sentence, e.g. "Type is CP710". */
export function filterWords(t: TFunction, part: FilterPart): string {
  switch (part.key) {
    case 'deviceType':
      return t('clients.chip.deviceType', { value: part.value });
    case 'softwareType':
      return t('clients.chip.softwareType', { value: part.value });
    case 'state':
      return t(`clients.chip.state.${part.value}`);
    case 'search':
      return t('list.chipSearch', { text: part.value });
  }
}

export function useFilterWords(): (part: FilterPart) => string {
  const { t } = useTranslation();
  return useCallback((part) => filterWords(t, part), [t]);
}
