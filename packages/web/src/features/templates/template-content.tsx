import { Button } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TemplateValue } from '../../api/types.ts';
import bar from '../../shared/components/filter-bar.module.css';
import { EmptyMessage, LoadError } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { versionWords } from '../files/index.ts';
import { ShownValue, useSectionWords, useValueLabel } from '../parameters/index.ts';
import { findsAll } from './find-values.ts';
import classes from './templates.module.css';
import { templateContentQuery, templateFilesQuery } from './templates.queries.ts';

/** The content of a template to read: values and files (guide section 6.2). */
export function TemplateContentView() {
  const { t } = useTranslation();
  const { templateId } = useParams({ from: '/signed-in/templates/$templateId/content' });
  const { data, error, refetch } = useQuery(templateContentQuery(templateId));
  if (data === undefined) {
    if (error === null) return <PageSkeleton />;
    return <LoadError error={error} onRetry={() => void refetch()} />;
  }
  const { values, template } = data;
  if (values.length === 0 && template.fileCount === 0) {
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
  return (
    <div className={classes['stack']}>
      {values.length === 0 ? null : <Values values={values} />}
      {template.fileCount === 0 ? null : <Files templateId={templateId} />}
    </div>
  );
}

function Values({ values }: { values: readonly TemplateValue[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { find } = useSearch({ from: '/signed-in/templates/$templateId/content' });
  const navigate = useNavigate({ from: '/templates/$templateId/content' });
  const label = useValueLabel();
  const section = useSectionWords();
  const shown = values.filter((value) =>
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

function Files({ templateId }: { templateId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, refetch } = useQuery(templateFilesQuery(templateId));
  return (
    <Panel>
      <PanelTitle>{t('files.title')}</PanelTitle>
      {data === undefined ? (
        error === null ? (
          <PageSkeleton />
        ) : (
          <LoadError error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">{t('files.column.name')}</th>
              <th scope="col">{t('files.column.type')}</th>
              <th scope="col">{t('files.column.softwareVersion')}</th>
              <th scope="col">{t('templates.files.action')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((file) => (
              <tr key={file.fileId}>
                <td className={classes['value']}>
                  <Link to="/files" search={{ open: file.fileId }} className={table['link']}>
                    {visibleText(file.name)}
                  </Link>
                  <span className={table['second']}>
                    {file.isMissing ? (
                      <StateMark tone="failed">{t('files.storage.gone')}</StateMark>
                    ) : (
                      format.bytes(file.bytes)
                    )}
                  </span>
                </td>
                <td data-label={t('files.column.type')}>{t(`files.type.${file.type}`)}</td>
                <td data-card="hide">{versionWords(file)}</td>
                <td data-label={t('templates.files.action')}>{t(`deployments.action.${file.action}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
