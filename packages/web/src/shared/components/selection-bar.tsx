import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/index.ts';
import { IconButton } from './icon-button.tsx';
import classes from './selection-bar.module.css';

interface SelectionBarProps {
  label: string;
  count: number;
  /** What is selected, where a number does not say it. */
  text?: string | undefined;
  /** Elements that match the list's filter. */
  total: number;
  /** Selects all that match; left out where there may be too many. */
  onSelectAll?: () => void;
  onClear: () => void;
  /** What can be done with what is selected. */
  children: ReactNode;
}

/** How many elements of a list are selected, and what can be done with them. */
export function SelectionBar({
  label,
  count,
  text,
  total,
  onSelectAll,
  onClear,
  children,
}: SelectionBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes['bar']} role="toolbar" aria-label={label}>
      <IconButton label={t('list.clearSelection')} size={28} onClick={onClear}>
        <IconX size={16} />
      </IconButton>
      <span className={classes['count']} aria-live="polite">
        {text ?? t('list.selected', { count, number: format.number(count) })}
      </span>
      {count >= total || onSelectAll === undefined ? null : (
        <button type="button" className={classes['all']} onClick={onSelectAll}>
          {t('list.selectAll', { number: format.number(total) })}
        </button>
      )}
      <span className={classes['actions']}>{children}</span>
    </div>
  );
}
