import { Switch } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Template, TemplateValueDifference } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { EmptyMessage, LoadError } from '../../shared/components/messages.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { ShownValue, useValueLabel } from '../parameters/index.ts';
import { draftOf, type TemplateDraft } from './template-draft.ts';
import type { CompareSearch } from './template-search.ts';
import { TemplateSelect } from './template-select.tsx';
import classes from './templates.module.css';
import { templateComparisonQuery } from './templates.queries.ts';
import { useTemplateWords } from './use-template-words.ts';

/** Two templates side by side. */
export function CompareTemplatesPage() {
  const { t } = useTranslation();
  const { first, second, show } = useSearch({ from: '/signed-in/templates/compare' });
  const navigate = useNavigate({ from: '/templates/compare' });
  const change = (changes: Changes<CompareSearch>): void =>
    void navigate({ search: (previous) => present({ ...previous, ...changes }), replace: true });
  return (
    <>
      <Breadcrumb to="/templates">{t('templates.title')}</Breadcrumb>
      <PageHeader title={t('templates.compare.title')} />
      <Panel>
        <div className={classes['tools']}>
          <TemplateSelect
            label={t('templates.compare.first')}
            value={first ?? null}
            onChange={(id) => change({ first: id ?? undefined })}
          />
          <TemplateSelect
            label={t('templates.compare.second')}
            value={second ?? null}
            onChange={(id) => change({ second: id ?? undefined })}
          />
          <Switch
            label={t('templates.compare.onlyDifferences')}
            checked={show !== 'all'}
            onChange={(event) => change({ show: event.currentTarget.checked ? undefined : 'all' })}
          />
        </div>
        {first === undefined || second === undefined ? (
          <EmptyMessage
            icon={<IconArrowsDiff size={28} stroke={1.5} />}
            title={t('templates.compare.choose')}
          />
        ) : (
          <Comparison first={first} second={second} all={show === 'all'} />
        )}
      </Panel>
    </>
  );
}

function Comparison({ first, second, all }: { first: string; second: string; all: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = useValueLabel();
  const words = useTemplateWords();
  const { data, error, refetch } = useQuery(templateComparisonQuery(first, second));
  if (data === undefined) {
    if (error === null) return <PageSkeleton />;
    return <LoadError error={error} onRetry={() => void refetch()} />;
  }
  const [one, other] = [draftOf(data.first), draftOf(data.second)];
  const fields = FIELDS.filter((field) => all || !isSame(one[field], other[field]));
  const values = data.values.filter(({ differs }) => all || differs);
  const files = data.files.filter(({ differs }) => all || differs);
  const wish = (action: 'deploy' | 'delete' | null): string =>
    action === null ? t('templates.files.without') : t(`deployments.action.${action}`);
  const equal = data.values.filter(({ differs }) => !differs).length;
  const equalFiles = data.files.filter(({ differs }) => !differs).length;
  return (
    <>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">{t('configuration.submit.parameter')}</th>
            <th scope="col">{data.first.name}</th>
            <th scope="col">{data.second.name}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <td className={isSame(one[field], other[field]) ? undefined : classes['differs']}>
                {t(`templates.field.${field}`)}
              </td>
              <td data-label={data.first.name} className={classes['value']}>
                {words(field, one[field])}
              </td>
              <td data-label={data.second.name} className={classes['value']}>
                {words(field, other[field])}
              </td>
            </tr>
          ))}
          {values.map((value) => (
            <ValueRow
              key={`${value.item} ${value.index}`}
              value={value}
              label={label(value)}
              templates={data}
            />
          ))}
          {files.map((file) => (
            <tr key={`file ${file.fileId}`}>
              <td className={file.differs ? classes['differs'] : undefined}>
                {t('templates.compare.file', { name: visibleText(file.name) })}
              </td>
              <td data-label={data.first.name}>{wish(file.first)}</td>
              <td data-label={data.second.name}>{wish(file.second)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes['tools']} aria-live="polite">
        {fields.length + values.length + files.length === 0
          ? t('templates.compare.same')
          : t('templates.compare.equal', { count: equal, number: format.number(equal) })}
        {equalFiles === 0
          ? null
          : ` ${t('templates.compare.equalFiles', { count: equalFiles, number: format.number(equalFiles) })}`}
      </p>
    </>
  );
}

function ValueRow({
  value,
  label,
  templates,
}: {
  value: TemplateValueDifference;
  label: string;
  templates: { first: Template; second: Template };
}) {
  return (
    <tr>
      <td className={value.differs ? classes['differs'] : undefined}>{label}</td>
      <td data-label={templates.first.name} className={classes['value']}>
        <ShownValue of={value} label={label} value={value.first} isSet={value.firstSet} />
      </td>
      <td data-label={templates.second.name} className={classes['value']}>
        <ShownValue of={value} label={label} value={value.second} isSet={value.secondSet} />
      </td>
    </tr>
  );
}

const FIELDS = [
  'type',
  'description',
  'ranking',
  'models',
  'softwareTypes',
  'softwareUpdate',
] as const satisfies readonly (keyof TemplateDraft)[];

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
