import { useTranslation } from 'react-i18next';
import type { TemplateImpact } from '../../api/types.ts';
import { ScrollRegion } from '../../shared/components/scroll-region.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { ChangesTable, type SubmitDialogProps } from '../configuration/index.ts';
import { ShownValue, useValueLabel } from '../parameters/index.ts';
import classes from './templates.module.css';

interface ImpactTableProps extends Pick<SubmitDialogProps, 'changes' | 'notes'> {
  /** Undefined while it is counted. */
  impact: TemplateImpact | undefined;
}

/** What is about to be changed, old and new, and on how many clients each value will be in force or cannot be. */
export function ImpactTable({ changes, notes, impact }: ImpactTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = useValueLabel();
  const withUnfit = impact !== undefined && impact.unfitClients > 0;
  if (impact === undefined || impact.clients === 0) return <ChangesTable changes={changes} notes={notes} />;
  return (
    <ScrollRegion className={classes['dialogTable']} label={t('configuration.submit.changes')}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">{t('configuration.submit.parameter')}</th>
            <th scope="col">{t('configuration.submit.before')}</th>
            <th scope="col">{t('configuration.submit.after')}</th>
            <th scope="col" className={table['numeric']}>
              {t('templates.submit.inForce')}
            </th>
            <th scope="col" className={table['numeric']}>
              {t('templates.submit.lost')}
            </th>
            {withUnfit ? (
              <th scope="col" className={table['numeric']}>
                {t('templates.submit.impossible')}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {impact.values.map((value) => (
            <tr key={`${value.item} ${value.index}`}>
              <td>{label(value)}</td>
              <td data-label={t('configuration.submit.before')} className={classes['value']}>
                <ShownValue of={value} label={label(value)} value={value.old} isSet={value.oldSet} />
              </td>
              <td data-label={t('configuration.submit.after')} className={classes['value']}>
                {value.newSet ? (
                  <ShownValue of={value} label={label(value)} value={value.new} isSet />
                ) : (
                  t('templates.submit.takenOut')
                )}
              </td>
              <td data-label={t('templates.submit.inForce')} className={table['numeric']}>
                {format.number(value.clients)}
              </td>
              <td data-label={t('templates.submit.lost')} className={table['numeric']}>
                {format.number(value.overridden)}
              </td>
              {withUnfit ? (
                <td data-label={t('templates.submit.impossible')} className={table['numeric']}>
                  {format.number(value.unfit)}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
