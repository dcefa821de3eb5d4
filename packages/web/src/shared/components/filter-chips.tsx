import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './filter-chips.module.css';

export interface FilterChip {
  key: string;
  /** A part of the sentence, e.g. "Type is CP710". */
  text: string;
  onRemove: () => void;
}

/** The active filters as a sentence; every part can be taken away. */
export function FilterChips({ chips, onClear }: { chips: readonly FilterChip[]; onClear: () => void }) {
  const { t } = useTranslation();
  if (chips.length === 0) return null;
  return (
    <div className={classes['row']}>
      <ul className={classes['chips']} aria-label={t('list.activeFilters')}>
        {chips.map((chip) => (
          <li key={chip.key} className={classes['chip']}>
            <span>{chip.text}</span>
            <button
              type="button"
              onClick={chip.onRemove}
              aria-label={t('list.removeFilter', { filter: chip.text })}
            >
              <IconX size={13} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className={classes['clear']} onClick={onClear}>
        {t('list.clearFilters')}
      </button>
    </div>
  );
}
