import { Button, SegmentedControl, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../shared/components/icon-button.tsx';
import classes from './column-list.module.css';
import {
  type ColumnSettings,
  DEFAULT_COLUMNS,
  FIXED_COLUMN,
  moveColumn,
  toggleColumn,
} from './list-columns.ts';

/** The columns in their order with a switch each, and the height of rows. */
export function ColumnList({ choice, onChange, density, onDensity }: ColumnSettings) {
  const { t } = useTranslation();
  return (
    <>
      <ul className={classes['columns']}>
        {choice.order.map((column, at) => {
          const label = t(`clients.column.${column}`);
          return (
            <li key={column}>
              <Switch
                size="xs"
                label={label}
                checked={!choice.hidden.includes(column)}
                disabled={column === FIXED_COLUMN}
                onChange={() => onChange(toggleColumn(choice, column))}
              />
              <span className={classes['moves']}>
                <IconButton
                  size={24}
                  label={t('clients.columns.up', { column: label })}
                  disabled={at === 0}
                  onClick={() => onChange(moveColumn(choice, column, -1))}
                >
                  <IconArrowUp size={14} />
                </IconButton>
                <IconButton
                  size={24}
                  label={t('clients.columns.down', { column: label })}
                  disabled={at === choice.order.length - 1}
                  onClick={() => onChange(moveColumn(choice, column, 1))}
                >
                  <IconArrowDown size={14} />
                </IconButton>
              </span>
            </li>
          );
        })}
      </ul>
      <div className={classes['foot']}>
        <SegmentedControl
          size="xs"
          aria-label={t('clients.columns.density')}
          value={density}
          data={[
            { value: 'normal', label: t('clients.columns.normal') },
            { value: 'compact', label: t('clients.columns.compact') },
          ]}
          onChange={(value) => onDensity(value === 'compact' ? 'compact' : 'normal')}
        />
        <Button size="compact-xs" variant="subtle" onClick={() => onChange(DEFAULT_COLUMNS)}>
          {t('common.reset')}
        </Button>
      </div>
    </>
  );
}
