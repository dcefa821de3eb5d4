import { Button } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import bar from '../../shared/components/filter-bar.module.css';
import { EmptyMessage, LoadError } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { findsAll } from './find-values.ts';
import classes from './templates.module.css';
import { templateContentQuery } from './templates.queries.ts';
import { ShownValue, useSectionWords, useValueLabel } from './value-words.tsx';

/** The content of a template to read (guide section 6.2). */
export function TemplateContentView() {
  const { t } = useTranslation();
  const format = useFormat();
  const { templateId } = useParams({ from: '/signed-in/templates/$templateId/content' });
  const { find } = useSearch({ from: '/signed-in/templates/$templateId/content' });
  const navigate = useNavigate({ from: '/templates/$templateId/content' });
  const { data, error, refetch } = useQuery(templateContentQuery(templateId));
  const label = useValueLabel();
  const section = useSectionWords();
  if (data === undefined) {
    if (error === null) return <PageSkeleton />;
    return <LoadError error={error} onRetry={() => void refetch()} />;
  }
  if (data.values.length === 0) {
    return (
      <Panel>
        <EmptyMessage
          icon={<IconListDetails size={28} stroke={1.5} />}
          title={t('templates.content.emptyTitle')}
          action={
            <Button
              component={Link}
              to="/templates/$templateId/configuration"
              params={{ templateId } as never}
            >
              {t('templates.action.configure')}
            </Button>
          }
        >
          {t('templates.content.emptyText')}
        </EmptyMessage>
      </Panel>
    );
  }
  const shown = data.values.filter((value) =>
    findsAll(find ?? '', [label(value), section(value), value.item, value.value ?? '']),
  );
  return (
    <Panel>
      <div className={classes['tools']}>
        <SearchField
          className={bar['search'] ?? ''}
          value={find ?? ''}
          label={t('templates.content.search')}
          placeholder={t('templates.content.search')}
          onSearch={(text) =>
            void navigate({ search: text === '' ? {} : { find: text }, replace: true, resetScroll: false })
          }
        />
        <span className={classes['soft']} aria-live="polite">
          {t('templates.content.values', { count: shown.length, number: format.number(shown.length) })}
        </span>
      </div>
      {shown.length === 0 ? (
        <EmptyMessage
          icon={<IconListDetails size={28} stroke={1.5} />}
          title={t('configuration.nothingFound')}
        />
      ) : (
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">{t('configuration.submit.parameter')}</th>
              <th scope="col">{t('templates.content.value')}</th>
              <th scope="col">{t('templates.content.section')}</th>
              <th scope="col">{t('templates.content.item')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((value) => (
              <tr key={`${value.item} ${value.index}`}>
                <td>{label(value)}</td>
                <td data-label={t('templates.content.value')} className={classes['value']}>
                  <ShownValue of={value} label={label(value)} value={value.value} isSet />
                </td>
                <td data-label={t('templates.content.section')} className={classes['soft']}>
                  {section(value)}
                </td>
                <td data-label={t('templates.content.item')} className={classes['soft']}>
                  <Mono>{value.index === null ? value.item : `${value.item}[${value.index}]`}</Mono>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
