import { type KeyboardEvent, memo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../../shared/components/search-field.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import classes from './configuration-area.module.css';
import { type ConfigurationView, SHOW_FILTERS, type ShowFilter } from './row-view.ts';

interface AreaToolsProps {
  inputRef: Ref<HTMLInputElement>;
  find: string;
  show: ConfigurationView['show'];
  counts: Record<ShowFilter, number>;
  onSearch: (text: string) => void;
  onShow: (show: ConfigurationView['show']) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** Search and filters. */
export const AreaTools = memo(function AreaTools(props: AreaToolsProps) {
  const { inputRef, find, show, counts, onSearch, onShow, onKeyDown } = props;
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes['tools']}>
      <SearchField
        inputRef={inputRef}
        className={classes['search'] ?? ''}
        value={find}
        label={t('configuration.search')}
        placeholder={t('configuration.search')}
        delayMs={0}
        onSearch={onSearch}
        onKeyDown={onKeyDown}
      />
      <fieldset className={classes['show']} aria-label={t('configuration.show')}>
        {SHOW_FILTERS.filter((filter) => filter === 'all' || counts[filter] > 0 || show === filter).map(
          (filter) => (
            <button
              key={filter}
              type="button"
              aria-pressed={(show ?? 'all') === filter}
              onClick={() => onShow(filter === 'all' ? undefined : filter)}
            >
              {t(`configuration.showFilter.${filter}`)}
              {filter === 'all' ? null : <span>{format.number(counts[filter])}</span>}
            </button>
          ),
        )}
      </fieldset>
    </div>
  );
});
