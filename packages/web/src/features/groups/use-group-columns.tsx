import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group, GroupFilter, GroupSort } from '../../api/types.ts';
import type { ListColumn } from '../../shared/components/list-table.tsx';
import { TimeIn } from '../../shared/components/relative-time.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { present } from '../../shared/list/search-params.ts';
import { cutText } from '../../shared/text/visible-text.ts';
import { COLUMN_SORT, type GroupColumn } from './group-columns.ts';
import { activeFields } from './group-draft.ts';
import classes from './groups.module.css';

const IN_CARD: readonly GroupColumn[] = ['members', 'filters'];
const WRAPS: readonly GroupColumn[] = ['name', 'description', 'templates', 'filters'];

/** The columns of the groups list. */
export function useGroupColumns(shown: readonly GroupColumn[]): readonly ListColumn<Group, GroupSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const cell = (column: GroupColumn, group: Group): ReactNode => {
    switch (column) {
      case 'name':
        return (
          <Link
            to="/groups/$groupId"
            params={{ groupId: group.id }}
            className={`${table['link']} ${table['longName']}`}
            data-row-link
          >
            {group.name}
          </Link>
        );
      case 'description':
        return <span className={classes['soft']}>{cutText(group.description, 120).shown}</span>;
      case 'members':
        return format.number(group.memberCount);
      case 'templates':
        return <TemplateLinks templates={group.templates} />;
      case 'filters':
        return <FilterMarks filter={group.filter} />;
      case 'ranking':
        return format.number(group.ranking);
      case 'updated':
        return (
          <>
            <TimeIn iso={group.updatedAt} format={format} />
            {group.updatedBy === null ? null : `, ${group.updatedBy}`}
          </>
        );
    }
  };
  return shown.map((column) => ({
    id: column,
    label: t(`groups.column.${column}`),
    ...present({ sort: COLUMN_SORT[column] }),
    card: column === 'name' ? 'plain' : IN_CARD.includes(column) ? 'labeled' : 'hide',
    wraps: WRAPS.includes(column),
    render: (group) => cell(column, group),
  }));
}

function TemplateLinks({ templates }: Pick<Group, 'templates'>) {
  const { t } = useTranslation();
  if (templates.length === 0) return <span className={classes['soft']}>{t('common.none')}</span>;
  return templates.map(({ id, name }, at) => (
    <span key={id}>
      {at === 0 ? null : ', '}
      <Link to="/templates/$templateId" params={{ templateId: id }}>
        {name}
      </Link>
    </span>
  ));
}

/** Entries of a filter that are shown of each field. */
const SHOWN = 3;

/** The fields of a filter that find the members. */
export function FilterMarks({ filter, all = false }: { filter: GroupFilter; all?: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className={classes['chips']}>
      {activeFields(filter).map((field, at) => {
        const entries = filter[field];
        const shown = all ? entries : entries.slice(0, SHOWN);
        const glue =
          at === 0 ? '' : `${t(filter.match === 'all' ? 'groups.filter.and' : 'groups.filter.or')} `;
        return (
          <li key={field} className={classes['chip']}>
            {glue}
            {t(`groups.filter.${field}`)} {shown.join(', ')}
            {shown.length < entries.length ? ', …' : null}
          </li>
        );
      })}
    </ul>
  );
}
