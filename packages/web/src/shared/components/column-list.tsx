import { Button, SegmentedControl, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  type ColumnChoice,
  type ColumnSet,
  type Density,
  moveColumn,
  toggleColumn,
} from '../list/columns.ts';
import classes from './column-list.module.css';
import { IconButton } from './icon-button.tsx';

/** How a list looks, and how to change it. */
export interface ColumnSettings<Column extends string> {
  columns: ColumnSet<Column>;
  /** Heading of a column. */
  label: (column: Column) => string;
  choice: ColumnChoice<Column>;
  /** Takes what makes the next choice of the current one: two changes can come before the first is drawn. */
  onChange: (change: (choice: ColumnChoice<Column>) => ColumnChoice<Column>) => void;
  density: Density;
  onDensity: (density: Density) => void;
}

/** The columns in their order with a switch each, and the height of rows. */
export function ColumnList(props: ColumnSettings<string>) {
  const { columns, label: labelOf, choice, onChange, density, onDensity } = props;
  const { t } = useTranslation();
  return (
    <>
      <ul className={classes['columns']}>
        {choice.order.map((column, at) => {
          const label = labelOf(column);
          return (
            <li key={column}>
              <Switch
                size="xs"
                label={label}
                checked={!choice.hidden.includes(column)}
                disabled={column === columns.fixed}
                onChange={() => onChange((current) => toggleColumn(columns, current, column))}
              />
              <span className={classes['moves']}>
                <IconButton
                  size={24}
                  label={t('list.columns.up', { column: label })}
                  disabled={at === 0}
                  onClick={() => onChange((current) => moveColumn(current, column, -1))}
                >
                  <IconArrowUp size={14} />
                </IconButton>
                <IconButton
                  size={24}
                  label={t('list.columns.down', { column: label })}
                  disabled={at === choice.order.length - 1}
                  onClick={() => onChange((current) => moveColumn(current, column, 1))}
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
          aria-label={t('list.columns.density')}
          value={density}
          data={[
            { value: 'normal', label: t('list.columns.normal') },
            { value: 'compact', label: t('list.columns.compact') },
          ]}
          onChange={(value) => onDensity(value === 'compact' ? 'compact' : 'normal')}
        />
        <Button size="compact-xs" variant="subtle" onClick={() => onChange(() => columns.initial)}>
          {t('common.reset')}
        </Button>
      </div>
    </>
  );
}
