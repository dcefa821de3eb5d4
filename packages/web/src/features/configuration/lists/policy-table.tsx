import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '../../../shared/components/scroll-region.tsx';
import { useLanguage } from '../../../shared/i18n/index.ts';
import { choicesOf, localized } from '../../parameters/index.ts';
import { draftFor } from '../changes.ts';
import { baseValue, type ConfigurationRow } from '../rows.ts';
import type { BlockProps } from './block-props.ts';
import { CellActions, CellState } from './grid-cell.tsx';
import classes from './lists.module.css';

/** Whether all values are chosen from the same codes, so that these can be columns. */
export function hasCommonChoices(rows: readonly ConfigurationRow[]): boolean {
  const codes = rows.map(({ parameter }) => (parameter?.values ?? []).map(({ wire }) => wire).join(' '));
  return codes[0] !== '' && codes.every((one) => one === codes[0]);
}

/** Values with the same choices as a table: a line for each value, a column for each choice. */
export function PolicyTable({ rows, drafts, objections, onChange, onMenu }: BlockProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [first] = rows;
  if (first?.parameter == null) return null;
  const title = localized(first.parameter.titleLabel, language);
  const columns = choicesOf(first.parameter, language);
  return (
    <ScrollRegion className={classes['scroll']} label={title}>
      <table className={classes['table']} data-policies="true">
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {columns.map(({ value, label }) => (
              <th key={value} scope="col" className={classes['choice']}>
                {label}
              </th>
            ))}
            <th scope="col">{t('parameters.list.state')}</th>
            <th scope="col">
              <span className="df-visually-hidden">{t('parameters.list.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const draft = drafts.get(row.key);
            const base = baseValue(row);
            const name = row.parameter === null ? row.key : localized(row.parameter.label, language);
            const value = draft?.kind === 'set' ? draft.value : base.kind === 'same' ? base.value : null;
            const empty =
              base.kind === 'different' ? t('configuration.different') : t('configuration.notSet');
            return (
              <tr key={row.id} data-changed={draft !== undefined}>
                <th scope="row" title={row.parameter === null ? '' : localized(row.parameter.help, language)}>
                  {name}
                </th>
                {columns.map((choice) => (
                  <td key={choice.value} className={classes['choice']}>
                    <label>
                      <input
                        type="radio"
                        name={`policy-${row.id}`}
                        aria-label={`${name}: ${choice.label}`}
                        checked={value === choice.value}
                        onChange={() => onChange(row, draftFor(row, choice.value))}
                      />
                      <span className={classes['choiceName']}>{choice.label}</span>
                    </label>
                  </td>
                ))}
                <td className={classes['state']}>
                  {draft?.kind === 'withdraw' ? <em>{t('configuration.withdrawn')}</em> : null}
                  {value === null && draft === undefined ? (
                    <span className={classes['soft']}>{empty}</span>
                  ) : null}
                  <CellState row={row} fault={objections.get(row.key) ?? null} />
                </td>
                <td className={classes['actions']}>
                  <CellActions row={row} label={name} draft={draft} onChange={onChange} onMenu={onMenu} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
