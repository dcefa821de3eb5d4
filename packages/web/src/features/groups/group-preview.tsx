import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { GroupFilter } from '../../api/types.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { clientName } from '../clients/index.ts';
import { activeFields } from './group-draft.ts';
import classes from './groups.module.css';
import { groupPreviewQuery } from './groups.queries.ts';

const DELAY_MS = 300;

/** What the filter finds, a moment after the last change; its objections belong to the fields. */
export function useGroupPreview(filter: GroupFilter) {
  const [settled] = useDebouncedValue(filter, DELAY_MS);
  const preview = useQuery({ ...groupPreviewQuery(settled), enabled: activeFields(settled).length > 0 });
  return { ...preview, isBehind: settled !== filter || preview.isPlaceholderData || preview.isFetching };
}

/** The number of clients that a filter finds, and the first of them. */
export function GroupPreview({
  filter,
  preview,
}: {
  filter: GroupFilter;
  preview: ReturnType<typeof useGroupPreview>;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, isBehind } = preview;
  if (activeFields(filter).length === 0)
    return <p className={`${classes['note']} ${classes['form']}`}>{t('groups.filter.empty')}</p>;
  if (error instanceof ApiError && error.fields.length > 0) {
    return (
      <p className={`${classes['note']} ${classes['form']}`} role="status">
        {t('groups.preview.wrong')}
      </p>
    );
  }
  if (error !== null) return <InlineProblem error={error} />;
  if (data === undefined)
    return <p className={`${classes['note']} ${classes['form']}`}>{t('groups.preview.counting')}</p>;
  return (
    <div className={isBehind ? table['busy'] : undefined} aria-busy={isBehind}>
      <p className={classes['count']} aria-live="polite">
        {t('groups.preview.count', { count: data.count, number: format.number(data.count) })}
      </p>
      <p className={classes['note']}>
        {data.count === 0
          ? t('groups.preview.none')
          : data.count > data.sample.length
            ? t('groups.preview.first', { number: format.number(data.sample.length) })
            : null}
      </p>
      {data.sample.length === 0 ? null : (
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">{t('clients.column.e164')}</th>
              <th scope="col">{t('clients.column.type')}</th>
              <th scope="col">{t('clients.column.address')}</th>
            </tr>
          </thead>
          <tbody>
            {data.sample.map((client) => (
              <tr key={client.id}>
                <td>
                  <Link to="/clients/$clientId" params={{ clientId: client.id }} target="_blank">
                    <Mono>{visibleText(clientName(client))}</Mono>
                  </Link>
                </td>
                <td data-label={t('clients.column.type')}>{visibleText(client.model)}</td>
                <td data-label={t('clients.column.address')}>
                  <Mono>{visibleText(client.address)}</Mono>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
