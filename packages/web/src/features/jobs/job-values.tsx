import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { JobValue } from '../../api/types.ts';
import table from '../../shared/components/table.module.css';
import { useLanguage } from '../../shared/i18n/index.ts';
import { catalogQuery, localized, useValueWords } from '../parameters/index.ts';
import classes from './job-values.module.css';

/** The values that a configure job sets. */
export function JobValues({ values }: { values: readonly JobValue[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useValueWords();
  const { data: catalog } = useQuery(catalogQuery);
  return (
    <div className={table['scroll']}>
      <table className={`${table['table']} ${classes['values']}`}>
        <thead>
          <tr>
            <th scope="col">{t('jobs.value.parameter')}</th>
            <th scope="col">{t('jobs.value.value')}</th>
            <th scope="col">{t('jobs.value.item')}</th>
          </tr>
        </thead>
        <tbody>
          {values.map((value) => {
            const parameter = catalog?.items.find((entry) => entry.id === value.parameterId) ?? null;
            const index = value.index === null ? '' : ` [${value.index}]`;
            return (
              <tr key={`${value.item}${index}`}>
                <td>{parameter === null ? value.item : localized(parameter.label, language)}</td>
                <td>
                  {value.withdrawn
                    ? t('jobs.value.withdrawn')
                    : value.value === null
                      ? '••••••••'
                      : words(parameter, value.value)}
                </td>
                <td>
                  <code>
                    {value.item}
                    {index}
                  </code>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
