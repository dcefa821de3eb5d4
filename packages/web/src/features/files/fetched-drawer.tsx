import { Drawer } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadSort, FileDownload, SortOrder } from '../../api/types.ts';
import bar from '../../shared/components/filter-bar.module.css';
import { type ListColumn, ListTable } from '../../shared/components/list-table.tsx';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { RefreshButton } from '../../shared/components/refresh-button.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { StateMark, type Tone } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import type { PageSize } from '../../shared/list/paging.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { downloadListQuery } from './files.queries.ts';

const TONE: Record<FileDownload['state'], Tone> = {
  running: 'active',
  completed: 'ok',
  'broken-off': 'failed',
};

/** What phones have fetched from the integrated file server. */
export function FetchedDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const [search, setSearch] = useState('');
  const [sorted, setSorted] = useState<{ sort: DownloadSort; order: SortOrder }>({
    sort: 'startedAt',
    order: 'desc',
  });
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState<PageSize>(25);
  const columns = useColumns();
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...downloadListQuery({ ...(search === '' ? {} : { search }), ...sorted, page, pageSize }),
    placeholderData: keepPreviousData,
  });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={920}
      title={t('files.fetched.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p style={{ margin: '0 0 12px' }}>{t('files.fetched.text')}</p>
      <div className={bar['filters']}>
        <SearchField
          className={bar['search'] ?? ''}
          value={search}
          label={t('files.fetched.search')}
          placeholder={t('files.fetched.search')}
          onSearch={(text) => {
            setSearch(text);
            setPage(1);
          }}
        />
        <RefreshButton onRefresh={() => refetch()} />
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
        empty={
          <EmptyMessage
            icon={<IconHistory size={28} stroke={1.5} />}
            title={t(search === '' ? 'files.fetched.empty' : 'list.nothingMatches')}
          />
        }
        onPage={(next, size) => {
          setPage(next ?? 1);
          setPageSize(size);
        }}
        onRetry={() => void refetch()}
      />
    </Drawer>
  );
}

function useColumns(): ListColumn<FileDownload, DownloadSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      id: 'file',
      label: t('files.fetched.file'),
      sort: 'fileName',
      card: 'plain',
      render: ({ fileId, fileName }) => (
        <span style={{ overflowWrap: 'anywhere' }}>
          {fileId === null ? (
            visibleText(fileName)
          ) : (
            <Link to="/files" search={{ open: fileId }} className={table['link']}>
              {visibleText(fileName)}
            </Link>
          )}
        </span>
      ),
    },
    {
      id: 'client',
      label: t('files.fetched.client'),
      render: ({ clientId, deviceId, e164, address, fromOtherAddress }) => (
        <>
          <Link to="/clients/$clientId" params={{ clientId }} className={table['link']}>
            <Mono>{e164 === '' ? deviceId : e164}</Mono>
          </Link>
          <span className={table['second']}>
            <Mono>{address}</Mono>
            {fromOtherAddress ? ` · ${t('files.fetched.otherAddress')}` : null}
          </span>
        </>
      ),
    },
    {
      id: 'state',
      label: t('files.fetched.state'),
      sort: 'state',
      render: ({ state }) => <StateMark tone={TONE[state]}>{t(`files.fetched.states.${state}`)}</StateMark>,
    },
    {
      id: 'bytes',
      label: t('files.fetched.bytes'),
      sort: 'bytes',
      first: 'desc',
      wraps: false,
      render: ({ rangeStart, bytes, size }) =>
        t('files.fetched.bytesOf', { bytes: format.bytes(rangeStart + bytes), size: format.bytes(size) }),
    },
    {
      id: 'began',
      label: t('files.fetched.began'),
      sort: 'startedAt',
      first: 'desc',
      render: ({ startedAt, endedAt, jobId }) => (
        <>
          <RelativeTime iso={startedAt} />
          <span className={table['second']}>
            {endedAt === null
              ? null
              : format.duration(
                  Math.max(1, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)),
                )}
            {jobId === null ? null : (
              <>
                {' · '}
                <Link to="/jobs/$jobId" params={{ jobId }} className={table['link']}>
                  {t('files.detail.byJob', { id: jobId })}
                </Link>
              </>
            )}
          </span>
        </>
      ),
    },
  ];
}
