import { Button, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat, useLanguage } from '../../../shared/i18n/index.ts';
import { choicesOf, localized, useValueWords } from '../../parameters/index.ts';
import { draftFor } from '../changes.ts';
import type { ConfigurationRow } from '../rows.ts';
import { applyChanges, type BlockProps } from './block-props.ts';
import type { GridKind } from './blocks.ts';
import { GridCell } from './grid-cell.tsx';
import { useAnnouncement } from './list-head.tsx';
import { rowAt } from './list-rows.ts';
import classes from './lists.module.css';
import { hasCommonChoices, PolicyTable } from './policy-table.tsx';

/** Many simple values of one sort in little space, some sorts with one control for all of them. */
export function ValueGrid(props: BlockProps & { grid: GridKind }) {
  const { grid, rows, drafts, strict, objections, onChange, onMenu } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const { say, region } = useAnnouncement();
  const cells = useMemo(() => (grid === 'numbered' ? allNumbers(rows) : rows), [grid, rows]);
  const [first] = cells;
  const wants = grid === 'rules' ? null : first?.parameter;
  const title = grid === 'numbered' && first?.parameter ? localized(first.parameter.label, language) : null;
  return (
    <section className={classes['block']} {...(title === null ? {} : { 'aria-label': title })}>
      {title === null ? null : (
        <div className={classes['head']}>
          <h3>{title}</h3>
        </div>
      )}
      {wants === null || wants === undefined ? null : (
        <SetAll
          rows={cells}
          onSet={(wire, words, count) => {
            applyChanges(
              cells.map((row) => [row, draftFor(row, wire)] as const),
              onChange,
            );
            say(t('parameters.grid.applied', { count, value: words }));
          }}
        />
      )}
      {grid === 'policies' && hasCommonChoices(cells) ? (
        <PolicyTable {...props} rows={cells} />
      ) : (
        <div className={classes['grid']} data-grid={grid}>
          {cells.map((row) => (
            <GridCell
              key={row.id}
              row={row}
              name={grid === 'numbered' ? t('parameters.grid.number', { number: row.index ?? '' }) : null}
              context={title}
              draft={drafts.get(row.key)}
              strict={strict}
              objection={objections.get(row.key)}
              onChange={onChange}
              onMenu={onMenu}
            />
          ))}
        </div>
      )}
      {region}
    </section>
  );
}

/** Every number that the rule of the catalog allows, known or not. */
function allNumbers(rows: readonly ConfigurationRow[]): ConfigurationRow[] {
  const [template] = rows;
  const rule = template?.parameter?.index;
  if (template === undefined || rule?.to === undefined) return [...rows];
  const known = new Map(rows.map((row) => [row.index, row]));
  const from = rule.from ?? 1;
  return Array.from(
    { length: rule.to - from + 1 },
    (_, at) => known.get(from + at) ?? rowAt(template, from + at),
  );
}

interface SetAllProps {
  rows: readonly ConfigurationRow[];
  onSet: (wire: string, words: string, count: number) => void;
}

/** One control for all values; it only makes changes, nothing is sent by it. */
function SetAll({ rows, onSet }: SetAllProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useValueWords();
  const format = useFormat();
  const [chosen, setChosen] = useState<string | null>(null);
  const parameter = rows[0]?.parameter ?? null;
  if (parameter === null) return null;
  if (parameter.type === 'boolean') {
    return (
      <div className={classes['setAll']}>
        <Button
          size="xs"
          variant="default"
          onClick={() => onSet('true', words(parameter, 'true'), rows.length)}
        >
          {t('parameters.grid.allOn')}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => onSet('false', words(parameter, 'false'), rows.length)}
        >
          {t('parameters.grid.allOff')}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes['setAll']}>
      <Select
        size="xs"
        w={180}
        label={t('parameters.grid.setAll')}
        data={choicesOf(parameter, language)}
        value={chosen}
        onChange={setChosen}
      />
      <Button
        size="xs"
        variant="default"
        disabled={chosen === null}
        onClick={() => {
          if (chosen !== null) onSet(chosen, words(parameter, chosen), rows.length);
        }}
      >
        {t('parameters.grid.apply')} ({format.number(rows.length)})
      </Button>
    </div>
  );
}
