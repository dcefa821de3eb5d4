import { IconAdjustments, IconFiles } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template, TemplateSort } from '../../api/types.ts';
import type { ListColumn } from '../../shared/components/list-table.tsx';
import { TimeIn } from '../../shared/components/relative-time.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { present } from '../../shared/list/search-params.ts';
import { cutText } from '../../shared/text/visible-text.ts';
import { COLUMN_SORT, type TemplateColumn } from './template-columns.ts';
import classes from './templates.module.css';
import { useContentWords, useTemplateWords } from './use-template-words.ts';

const IN_CARD: readonly TemplateColumn[] = ['type', 'usage', 'content'];
const WRAPS: readonly TemplateColumn[] = ['name', 'models', 'description', 'usage'];

/** The columns of the templates list. */
export function useTemplateColumns(
  shown: readonly TemplateColumn[],
): readonly ListColumn<Template, TemplateSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useTemplateWords();
  const cell = (column: TemplateColumn, template: Template): ReactNode => {
    switch (column) {
      case 'name':
        return (
          <Link
            to="/templates/$templateId"
            params={{ templateId: template.id }}
            className={`${table['link']} ${table['longName']}`}
            data-row-link
          >
            {template.name}
          </Link>
        );
      case 'type':
      case 'softwareUpdate':
      case 'models':
      case 'softwareTypes':
        return words(column, template[column]);
      case 'ranking':
        return format.number(template.ranking);
      case 'content':
        return <ContentMarks template={template} />;
      case 'usage':
        return <Usage template={template} />;
      case 'description':
        return <span className={classes['soft']}>{cutText(template.description, 120).shown}</span>;
      case 'updated':
        return (
          <>
            <TimeIn iso={template.updatedAt} format={format} />
            {template.updatedBy === null ? null : `, ${template.updatedBy}`}
          </>
        );
    }
  };
  return shown.map((column) => ({
    id: column,
    label: t(`templates.column.${column}`),
    ...present({ sort: COLUMN_SORT[column] }),
    card: column === 'name' ? 'plain' : IN_CARD.includes(column) ? 'labeled' : 'hide',
    wraps: WRAPS.includes(column),
    render: (template) => cell(column, template),
  }));
}

/** What a template has content of, and how much: its configuration, and its files (guide section 6.2). */
export function ContentMarks({ template }: { template: Template }) {
  const format = useFormat();
  const { values, files } = useContentWords(template);
  const params = { templateId: template.id };
  const { valueCount, fileCount } = template;
  return (
    <span className={classes['content']}>
      <Link
        to="/templates/$templateId/content"
        params={params}
        className={classes['mark']}
        data-on={valueCount > 0}
        title={values}
      >
        <IconAdjustments size={14} aria-hidden />
        <span aria-hidden>{format.number(valueCount)}</span>
        <span className="df-visually-hidden">{values}</span>
      </Link>
      <Link
        to="/templates/$templateId/files"
        params={params}
        className={classes['mark']}
        data-on={fileCount > 0}
        title={files}
      >
        <IconFiles size={14} aria-hidden />
        <span aria-hidden>{format.number(fileCount)}</span>
        <span className="df-visually-hidden">{files}</span>
      </Link>
    </span>
  );
}

function Usage({ template }: { template: Template }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { groups, clients } = template.usage;
  if (groups.length === 0 && clients === 0)
    return <span className={classes['soft']}>{t('templates.usage.none')}</span>;
  return [
    t('templates.usage.clients', { count: clients, number: format.number(clients) }),
    ...(groups.length === 0 ? [] : [cutText(groups.map(({ name }) => name).join(', '), 60).shown]),
  ].join(' · ');
}
