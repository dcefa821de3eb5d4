import { Button } from '@mantine/core';
import { IconDownload, IconPlugConnected, IconPlus, IconTrash, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlugAndPlayClient } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { ExportDialog } from '../../shared/components/export-dialog.tsx';
import bar from '../../shared/components/filter-bar.module.css';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { ImportDialog } from '../../shared/components/import-dialog.tsx';
import { type ListColumn, ListTable } from '../../shared/components/list-table.tsx';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { ClientPlaces } from '../clients/index.ts';
import {
  PLUG_AND_PLAY_EXPORT,
  plugAndPlayListQuery,
  useDeletePrepared,
  useForget,
} from './plug-and-play.queries.ts';
import {
  NEW,
  type PlugAndPlaySearch,
  type PlugAndPlaySort,
  plugAndPlayQueryOf,
} from './plug-and-play-search.ts';
import { PreparedDrawer } from './prepared-drawer.tsx';

const EXPORTED = [
  ['deviceId', true],
  ['e164', true],
  ['hardwareType', true],
  ['secureMode', true],
  ['template', true],
  ['values', true],
  ['state', false],
  ['createdAt', false],
  ['createdBy', false],
  ['recognizedAt', false],
] as const;

export function PlugAndPlayPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: '/signed-in/clients/plug-and-play' });
  const navigate = useNavigate({ from: '/clients/plug-and-play' });
  const query = plugAndPlayQueryOf(search);
  const list = useQuery(plugAndPlayListQuery(query));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<'import' | 'export' | 'delete' | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const remove = useDeletePrepared();
  const forget = useForget();
  const go = (changes: Changes<PlugAndPlaySearch>): void => {
    void navigate({ search: (previous) => present({ ...previous, ...changes }) });
  };
  const change = (changes: Changes<PlugAndPlaySearch>): void => {
    setSelected(new Set());
    go({ page: undefined, ...changes });
  };
  useShortcuts(t('plugAndPlay.title'), [
    { keys: '/', label: t('keys.search'), run: () => searchRef.current?.focus() },
    { keys: 'n', label: t('plugAndPlay.new'), run: () => go({ open: NEW }) },
  ]);
  const columns = useColumns((id) => go({ open: id }));
  const narrowed = search.search !== undefined || search.state !== undefined;

  return (
    <div className={table['page']}>
      <PageHeader
        title={t('plugAndPlay.title')}
        detail={list.data === undefined ? undefined : format.number(list.data.total)}
        actions={
          <>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => go({ open: NEW })}>
              {t('plugAndPlay.new')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconUpload size={16} aria-hidden />}
              onClick={() => setDialog('import')}
            >
              {t('plugAndPlay.import.open')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => setDialog('export')}
            >
              {t('plugAndPlay.export.open')}
            </Button>
          </>
        }
      />
      <ClientPlaces />
      <p className={bar['intro']}>{t('plugAndPlay.intro')}</p>
      <div className={bar['filters']}>
        <SearchField
          inputRef={searchRef}
          className={bar['search'] ?? ''}
          value={search.search ?? ''}
          label={t('plugAndPlay.search')}
          placeholder={t('plugAndPlay.searchHint')}
          onSearch={(text) => change({ search: text === '' ? undefined : text })}
        />
        <FilterSelect
          label={t(`plugAndPlay.show.${query.state}`)}
          options={(['waiting', 'recognized', 'all'] as const).map((state) => ({
            value: state,
            label: t(`plugAndPlay.show.${state}`),
          }))}
          value={query.state}
          onChange={(state) => change({ state: state === 'waiting' ? undefined : state })}
        />
      </div>
      <Panel className={table['list'] ?? ''}>
        {selected.size === 0 ? null : (
          <div className={bar['selection']} role="toolbar" aria-label={t('plugAndPlay.title')}>
            <strong aria-live="polite">
              {t('list.selected', { count: selected.size, number: format.number(selected.size) })}
            </strong>
            <Button
              size="xs"
              color="red"
              variant="light"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => setDialog('delete')}
            >
              {t('plugAndPlay.delete.open')}
            </Button>
            <button type="button" className={bar['textButton']} onClick={() => setSelected(new Set())}>
              {t('list.clearSelection')}
            </button>
          </div>
        )}
        <ListTable
          columns={columns}
          data={list.data}
          error={list.error}
          stale={list.isPlaceholderData}
          sort={{ by: query.sort, order: query.order, onSort: (sort, order) => change({ sort, order }) }}
          pageSize={query.pageSize}
          selection={{ ids: selected, nameOf, onChange: setSelected }}
          onPage={(page, pageSize) => go({ page, pageSize })}
          onRetry={() => void list.refetch()}
          empty={
            <EmptyMessage
              icon={<IconPlugConnected size={28} stroke={1.5} />}
              title={narrowed ? t('list.nothingMatches') : t('plugAndPlay.empty.title')}
              action={
                narrowed ? (
                  <button
                    type="button"
                    className={bar['textButton']}
                    onClick={() => change({ search: undefined, state: undefined })}
                  >
                    {t('list.clearFilters')}
                  </button>
                ) : (
                  <Button onClick={() => go({ open: NEW })}>{t('plugAndPlay.new')}</Button>
                )
              }
            >
              {narrowed ? undefined : t('plugAndPlay.empty.text')}
            </EmptyMessage>
          }
        />
      </Panel>
      {search.open === undefined ? null : (
        <PreparedDrawer
          key={search.open}
          id={search.open === NEW ? null : search.open}
          onClose={() => go({ open: undefined })}
        />
      )}
      {dialog === 'import' ? (
        <ImportDialog
          title={t('plugAndPlay.import.title')}
          text={t('plugAndPlay.import.text')}
          columns="deviceId, e164, hardwareType, secureMode, template, reg-addr, key-label-unicode[3], …"
          path="/api/v1/clients/plug-and-play/import"
          effect={(kind, count) => t(`plugAndPlay.import.${kind}`, { count, number: format.number(count) })}
          confirm={(count) => t('plugAndPlay.import.confirm', { count, number: format.number(count) })}
          done={(count) => t('plugAndPlay.import.done', { count, number: format.number(count) })}
          onImported={forget}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'export' ? (
        <ExportDialog
          title={t('plugAndPlay.export.title')}
          text={t('plugAndPlay.export.text', {
            count: list.data?.total ?? 0,
            number: format.number(list.data?.total ?? 0),
          })}
          path={PLUG_AND_PLAY_EXPORT}
          filter={{ search: search.search, state: query.state }}
          columns={EXPORTED.map(([id, chosen]) => ({ id, chosen, label: t(`plugAndPlay.column.${id}`) }))}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'delete' ? (
        <ConfirmDialog
          title={t('plugAndPlay.delete.title')}
          confirmLabel={t('plugAndPlay.delete.confirm')}
          count={selected.size}
          wantsNumber
          danger
          onClose={() => setDialog(null)}
          onConfirm={async () => {
            const { deleted } = await remove.mutateAsync([...selected]);
            setSelected(new Set());
            void showToast({
              id: 'plug-and-play-deleted',
              message: t('plugAndPlay.delete.done', { count: deleted, number: format.number(deleted) }),
            });
          }}
        >
          {t('plugAndPlay.delete.text', { count: selected.size, number: format.number(selected.size) })}
        </ConfirmDialog>
      ) : null}
    </div>
  );
}

function nameOf({ deviceId, e164 }: PlugAndPlayClient): string {
  return e164 ?? deviceId ?? '';
}

function useColumns(onOpen: (id: string) => void): ListColumn<PlugAndPlayClient, PlugAndPlaySort>[] {
  const { t } = useTranslation();
  return [
    {
      id: 'e164',
      label: t('plugAndPlay.column.e164'),
      sort: 'e164',
      card: 'plain',
      render: (row) => (
        <button type="button" className={bar['rowButton']} data-row-link onClick={() => onOpen(row.id)}>
          {row.e164 === null ? (
            <span className={table['soft']}>{t('plugAndPlay.noNumber')}</span>
          ) : (
            <Mono>{row.e164}</Mono>
          )}
        </button>
      ),
    },
    {
      id: 'deviceId',
      label: t('plugAndPlay.column.deviceId'),
      sort: 'deviceId',
      render: ({ deviceId }) =>
        deviceId === null ? (
          <span className={table['soft']}>{t('plugAndPlay.anyDevice')}</span>
        ) : (
          <Mono>{deviceId}</Mono>
        ),
    },
    {
      id: 'hardwareType',
      label: t('plugAndPlay.column.hardwareType'),
      sort: 'hardwareType',
      render: ({ hardwareType }) =>
        hardwareType === '' ? (
          <span className={table['soft']}>{t('plugAndPlay.anyType')}</span>
        ) : (
          hardwareType
        ),
    },
    {
      id: 'secureMode',
      label: t('plugAndPlay.column.secureMode'),
      card: 'hide',
      render: ({ secureMode }) => t(`plugAndPlay.secureMode.${secureMode}`),
    },
    {
      id: 'state',
      label: t('plugAndPlay.column.state'),
      sort: 'recognizedAt',
      first: 'desc',
      card: 'plain',
      render: ({ state, recognizedAt, recognizedBy, clientId }) =>
        state === 'waiting' || recognizedAt === null || clientId === null ? (
          <StateMark tone="waiting">{t('plugAndPlay.state.waiting')}</StateMark>
        ) : (
          <>
            <StateMark tone="ok">
              <Link to="/clients/$clientId" params={{ clientId }} className={table['link']}>
                {t(recognizedBy === 'number' ? 'plugAndPlay.state.byNumber' : 'plugAndPlay.state.byDevice')}
              </Link>
            </StateMark>
            <span className={table['second']}>
              <RelativeTime iso={recognizedAt} />
            </span>
          </>
        ),
    },
    {
      id: 'createdAt',
      label: t('plugAndPlay.column.createdAt'),
      sort: 'createdAt',
      first: 'desc',
      card: 'hide',
      render: ({ createdAt, createdBy }) => (
        <>
          <RelativeTime iso={createdAt} />
          {createdBy === null ? null : <span className={table['second']}>{createdBy}</span>}
        </>
      ),
    },
  ];
}
