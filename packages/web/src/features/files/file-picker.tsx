import { IconFiles } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileListQuery, FileSort, SortOrder } from '../../api/types.ts';
import bar from '../../shared/components/filter-bar.module.css';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { ListTable } from '../../shared/components/list-table.tsx';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import table from '../../shared/components/table.module.css';
import { DEFAULT_PAGE_SIZE, type PageSize } from '../../shared/list/paging.ts';
import { present } from '../../shared/list/search-params.ts';
import classes from './files.module.css';
import { fileListQuery } from './files.queries.ts';
import { FILE_SOFTWARE_TYPES, FILE_TYPES, STORES } from './files-search.ts';
import { PICKED_COLUMNS, useFileColumns } from './use-file-columns.tsx';

interface FilePickerProps {
  /** Ids of what is chosen. */
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
}

/** Chooses files by name, type, software type and storage (guide 4.5.4). */
export function FilePicker({ chosen, onChoose }: FilePickerProps) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Pick<FileListQuery, 'search' | 'type' | 'softwareType' | 'storage'>>(
    {},
  );
  const [sorted, setSorted] = useState<{ sort: FileSort; order: SortOrder }>({ sort: 'name', order: 'asc' });
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState<PageSize>(DEFAULT_PAGE_SIZE);
  const columns = useFileColumns(PICKED_COLUMNS);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...fileListQuery({ ...filter, ...sorted, page, pageSize }),
    placeholderData: keepPreviousData,
  });
  const narrow = (changes: { [K in keyof typeof filter]?: (typeof filter)[K] | undefined }): void => {
    setFilter(present({ ...filter, ...changes }));
    setPage(1);
  };
  const store = STORES.find((known) => known === filter.storage);
  const narrowed = Object.keys(filter).length > 0;
  return (
    <>
      <div className={classes['tools']}>
        <SearchField
          className={bar['search'] ?? ''}
          value={filter.search ?? ''}
          label={t('files.search')}
          placeholder={t('files.searchHint')}
          onSearch={(text) => narrow({ search: text === '' ? undefined : text })}
        />
        <FilterSelect
          label={filter.type === undefined ? t('files.column.type') : t(`files.type.${filter.type}`)}
          options={FILE_TYPES.map((value) => ({ value, label: t(`files.type.${value}`) }))}
          value={filter.type}
          onChange={(type) => narrow({ type })}
        />
        <FilterSelect
          label={filter.softwareType ?? t('files.column.softwareType')}
          options={FILE_SOFTWARE_TYPES.map((value) => ({ value, label: value }))}
          value={filter.softwareType}
          onChange={(softwareType) => narrow({ softwareType })}
        />
        <FilterSelect
          label={store === undefined ? t('files.column.storage') : t(`files.storage.${store}`)}
          options={STORES.map((value) => ({ value, label: t(`files.storage.${value}`) }))}
          value={store}
          onChange={(storage) => narrow({ storage })}
        />
      </div>
      <ListTable
        columns={columns}
        data={data}
        error={error}
        stale={isPlaceholderData}
        sort={{
          by: sorted.sort,
          order: sorted.order,
          onSort: (sort, order) => {
            setSorted({ sort, order });
            setPage(1);
          },
        }}
        pageSize={pageSize}
        selection={{
          ids: new Set(chosen),
          nameOf: ({ name }) => name,
          onChange: (ids) => onChoose([...ids]),
        }}
        empty={
          <EmptyMessage
            icon={<IconFiles size={28} stroke={1.5} />}
            title={narrowed ? t('list.nothingMatches') : t('files.emptyTitle')}
            action={
              narrowed ? undefined : (
                <Link to="/files" className={table['link']}>
                  {t('files.title')}
                </Link>
              )
            }
          >
            {narrowed ? undefined : t('files.emptyText')}
          </EmptyMessage>
        }
        onPage={(next, size) => {
          setPage(next ?? 1);
          setPageSize(size);
        }}
        onRetry={() => void refetch()}
      />
    </>
  );
}
