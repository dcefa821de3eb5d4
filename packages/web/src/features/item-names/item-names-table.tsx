import { useQuery } from '@tanstack/react-query';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemName, ItemNameListQuery, ItemNameSort, Language, SortOrder } from '../../api/types.ts';
import { LoadError } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { Pager } from '../../shared/components/pager.tsx';
import { SkeletonRows } from '../../shared/components/skeleton-rows.tsx';
import { ariaSort, SortHeader } from '../../shared/components/sort-header.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { pageAfterResize } from '../../shared/list/paging.ts';
import type { Changes } from '../../shared/list/search-params.ts';
import type { ItemNameSearch } from './item-name-search.ts';
import classes from './item-names.module.css';
import { itemNameListQuery } from './item-names.queries.ts';
import { useIndexWords } from './use-index-words.ts';

type Column = 'parameter' | 'item' | 'index' | 'certainty' | 'refused';

const COLUMNS: readonly { id: Column; sort?: ItemNameSort; first?: SortOrder }[] = [
  { id: 'parameter', sort: 'catalog' },
  { id: 'item', sort: 'item' },
  { id: 'index' },
  { id: 'certainty' },
  { id: 'refused', sort: 'refusals', first: 'desc' },
];

interface ItemNamesTableProps {
  search: ItemNameSearch;
  query: ItemNameListQuery;
  /** Shown instead of an empty list. */
  empty: ReactNode;
  bodyRef: RefObject<HTMLTableSectionElement | null>;
  onChange: (changes: Changes<ItemNameSearch>) => void;
  onOpen: (parameterId: string) => void;
}

export function ItemNamesTable({ search, query, empty, bodyRef, onChange, onOpen }: ItemNamesTableProps) {
  const { t } = useTranslation();
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery(itemNameListQuery(query));
  if (error !== null && data === undefined) {
    return <LoadError error={error} onRetry={() => void refetch()} />;
  }
  if (data !== undefined && data.items.length === 0) return empty;
  return (
    <>
      <div className={`${table['scroll']} ${table['tall']}`}>
        <table className={`${table['table']} ${isPlaceholderData ? table['busy'] : ''}`}>
          <thead>
            <tr>
              {COLUMNS.map(({ id, sort, first = 'asc' }) => {
                const order = sort !== undefined && query.sort === sort ? (query.order ?? 'asc') : null;
                const label = t(`itemNames.column.${id}`);
                return sort === undefined ? (
                  <th key={id} scope="col">
                    {label}
                  </th>
                ) : (
                  <th key={id} scope="col" aria-sort={ariaSort(order)}>
                    <SortHeader
                      order={order}
                      first={first}
                      onSort={(next) => onChange({ sort, order: next })}
                    >
                      {label}
                    </SortHeader>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody ref={bodyRef}>
            {isPending ? (
              <SkeletonRows rows={10} columns={COLUMNS.length} />
            ) : (
              data?.items.map((name) => <ItemNameRow key={name.parameterId} name={name} onOpen={onOpen} />)
            )}
          </tbody>
        </table>
      </div>
      {data === undefined ? null : (
        <Pager
          page={data.page}
          pageSize={search.pageSize ?? 25}
          total={data.total}
          onPage={(page) => onChange({ page: page === 1 ? undefined : page })}
          onPageSize={(pageSize) =>
            onChange({ pageSize, page: pageAfterResize(data.page, data.pageSize, pageSize) })
          }
        />
      )}
    </>
  );
}

function ItemNameRow({ name, onOpen }: { name: ItemName; onOpen: (parameterId: string) => void }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const indexWords = useIndexWords();
  const language: Language = i18n.language === 'de' ? 'de' : 'en';
  const open = (): void => onOpen(name.parameterId);
  return (
    <tr
      data-link="true"
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('button') !== null) return;
        open();
      }}
    >
      <td>
        <button type="button" className={classes['rowButton']} data-row-link onClick={open}>
          {name.label[language]}
        </button>
        <span className={table['second']}>
          {name.menu[language]} › {name.title[language]}
        </span>
      </td>
      <td data-label={t('itemNames.column.item')} className={classes['breakable']}>
        <Mono>{name.item}</Mono>
        {name.item === name.released.item ? null : (
          <span className={table['second']}>
            {t('itemNames.insteadOf')} <Mono>{name.released.item}</Mono>
          </span>
        )}
      </td>
      <td data-label={t('itemNames.column.index')}>{indexWords(name.index)}</td>
      <td>
        <CertaintyMark name={name} />
      </td>
      <td {...(name.refusedCount === 0 ? { 'data-card': 'hide' } : {})}>
        {name.refusedCount === 0 ? (
          <span className={table['soft']}>{t('itemNames.neverRefused')}</span>
        ) : (
          <StateMark tone="failed">
            {t('itemNames.refusals', { count: name.refusedCount, number: format.number(name.refusedCount) })}
          </StateMark>
        )}
      </td>
    </tr>
  );
}

/** How sure the name is, and whether it was corrected here. */
export function CertaintyMark({ name }: { name: ItemName }) {
  const { t } = useTranslation();
  if (name.override !== null)
    return <StateMark tone="active">{t('itemNames.certainty.corrected')}</StateMark>;
  if (name.certainty === 'inferred') {
    return <StateMark tone="attention">{t('itemNames.certainty.inferred')}</StateMark>;
  }
  return name.codesCertainty === 'inferred' ? (
    <StateMark tone="attention">{t('itemNames.certainty.codesInferred')}</StateMark>
  ) : (
    <StateMark tone="ok">{t('itemNames.certainty.certain')}</StateMark>
  );
}
