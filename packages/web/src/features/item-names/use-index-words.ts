import { useTranslation } from 'react-i18next';
import type { IndexRule } from './override-draft.ts';

/** An index rule in words. */
export function useIndexWords(): (rule: IndexRule) => string {
  const { t } = useTranslation();
  return (rule) => {
    switch (rule.kind) {
      case 'single':
        return rule.tolerated === undefined
          ? t('itemNames.index.single')
          : t('itemNames.index.singleOr', { index: rule.tolerated });
      case 'fixed':
        return t('itemNames.index.fixed', { index: rule.index });
      case 'keys':
        return t('itemNames.index.keys');
      case 'list':
        return rule.to === undefined
          ? t('itemNames.index.listFrom', { from: rule.from })
          : t('itemNames.index.listTo', { from: rule.from, to: rule.to });
    }
  };
}
