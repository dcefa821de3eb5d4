import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientFilter, ClientScope } from '../../api/types.ts';
import bar from '../../shared/components/filter-bar.module.css';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { EmptyMessage, LoadError } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { Pager } from '../../shared/components/pager.tsx';
import { RowCheckbox } from '../../shared/components/row-checkbox.tsx';
import { ScrollRegion } from '../../shared/components/scroll-region.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { SelectionBar } from '../../shared/components/selection-bar.tsx';
import { SkeletonRows } from '../../shared/components/skeleton-rows.tsx';
import table from '../../shared/components/table.module.css';
import { DEFAULT_PAGE_SIZE, type PageSize } from '../../shared/list/paging.ts';
import { present } from '../../shared/list/search-params.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { clientName, softwareWords } from './client-name.ts';
import classes from './client-picker.module.css';
import { clientFacetsQuery, clientListQuery } from './clients.queries.ts';
import {
  isSelected,
  NOTHING,
  type Selection,
  scopeOf,
  selectedCount,
  toggleOne,
  togglePage,
} from './selection.ts';

interface ClientPickerProps {
  /** What is chosen; null for nothing. */
  onChoose: (scope: ClientScope | null, count: number) => void;
}

/** Chooses clients by search and filter: one by one, or all that match. */
export function ClientPicker({ onChoose }: ClientPickerProps) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<ClientFilter>({});
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState<PageSize>(DEFAULT_PAGE_SIZE);
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const { data: facets } = useQuery(clientFacetsQuery);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...clientListQuery({ ...filter, page, pageSize, sort: 'e164', order: 'asc' }),
    placeholderData: keepPreviousData,
  });
  const total = data?.total ?? 0;
  const clients = data?.items ?? [];
  const ids = clients.map(({ id }) => id);
  const count = selectedCount(selection, total);

  const choose = (next: Selection): void => {
    setSelection(next);
    const chosen = selectedCount(next, total);
    onChoose(chosen === 0 ? null : scopeOf(next, filter), chosen);
  };
  // What was chosen one by one stays chosen; all that match are others with another filter.
  const narrow = (changes: { search?: string | undefined; deviceType?: string | undefined }): void => {
    setFilter(present({ ...filter, ...changes }));
    setPage(1);
    if (selection.kind === 'all') choose(NOTHING);
  };

  return (
    <div>
      <div className={classes['tools']}>
        <SearchField
          className={bar['search'] ?? ''}
          value={filter.search ?? ''}
          label={t('clients.list.search')}
          placeholder={t('clients.list.searchPlaceholder')}
          onSearch={(text) => narrow({ search: text === '' ? undefined : text })}
        />
        <FilterSelect
          label={filter.deviceType ?? t('clients.filter.deviceType')}
          options={(facets?.deviceTypes ?? []).map(({ type }) => ({ value: type, label: type }))}
          value={filter.deviceType}
          disabled={facets === undefined}
          onChange={(deviceType) => narrow({ deviceType })}
        />
      </div>
      {count === 0 ? null : (
        <SelectionBar
          label={t('clients.selection.toolbar')}
          count={count}
          total={total}
          onSelectAll={() => choose({ kind: 'all' })}
          onClear={() => choose(NOTHING)}
        >
          {null}
        </SelectionBar>
      )}
      {data === undefined && error !== null ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : data !== undefined && total === 0 ? (
        <EmptyMessage icon={null} title={t('list.nothingMatches')} />
      ) : (
        <ScrollRegion className={table['scroll']} label={t('clients.list.title')}>
          <table className={`${table['table']} ${isPlaceholderData ? table['busy'] : ''}`}>
            <thead>
              <tr>
                <th scope="col">
                  <RowCheckbox
                    label={t('clients.selection.page')}
                    checked={ids.length > 0 && ids.every((id) => isSelected(selection, id))}
                    partly={ids.some((id) => isSelected(selection, id))}
                    onChange={() => choose(togglePage(selection, ids))}
                  />
                </th>
                <th scope="col">{t('clients.column.e164')}</th>
                <th scope="col">{t('clients.column.type')}</th>
                <th scope="col">{t('clients.column.softwareVersion')}</th>
                <th scope="col">{t('clients.column.deviceId')}</th>
              </tr>
            </thead>
            <tbody>
              {data === undefined ? (
                <SkeletonRows rows={5} columns={5} />
              ) : (
                clients.map((client) => (
                  <tr key={client.id} data-selected={isSelected(selection, client.id)}>
                    <td>
                      <RowCheckbox
                        label={t('clients.selection.one', { name: clientName(client) })}
                        checked={isSelected(selection, client.id)}
                        onChange={() => choose(toggleOne(selection, client.id, ids))}
                      />
                    </td>
                    <td>
                      <Mono>{visibleText(clientName(client))}</Mono>
                    </td>
                    <td>{visibleText(client.model)}</td>
                    <td data-card="hide">{visibleText(softwareWords(client))}</td>
                    <td data-card="hide">
                      <Mono>{visibleText(client.deviceId)}</Mono>
                    </td>
                  </tr>
                ))
              )}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {data === undefined || total === 0 ? null : (
        <Pager page={page} pageSize={pageSize} total={total} onPage={setPage} onPageSize={setPageSize} />
      )}
    </div>
  );
}
