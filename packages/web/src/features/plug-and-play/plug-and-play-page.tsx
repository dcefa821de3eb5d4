import { Button } from '@mantine/core';
import {
  IconCopy,
  IconDownload,
  IconPlugConnected,
  IconPlus,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportDialog } from '../../shared/components/export-dialog.tsx';
import bar from '../../shared/components/filter-bar.module.css';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { ImportDialog } from '../../shared/components/import-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { present } from '../../shared/list/search-params.ts';
import { ListPage, useList } from '../../shared/list-page/index.ts';
import { ClientPlaces } from '../clients/index.ts';
import { useListLook } from '../session/index.ts';
import { CopyClientsDialog } from './copy-clients-dialog.tsx';
import { DeletePreparedDialog } from './delete-dialog.tsx';
import { PLUG_AND_PLAY_EXPORT, plugAndPlayListQuery, useForget } from './plug-and-play.queries.ts';
import { NEW, plugAndPlayQueryOf } from './plug-and-play-search.ts';
import { PreparedDrawer } from './prepared-drawer.tsx';
import { nameOf, PREPARED_COLUMNS, usePreparedColumns } from './use-prepared-columns.tsx';

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
  const address = useSearch({ from: '/signed-in/clients/plug-and-play' });
  const navigate = useNavigate({ from: '/clients/plug-and-play' });
  const look = useListLook('plugAndPlay', PREPARED_COLUMNS);
  const query = plugAndPlayQueryOf(address, look.pageSize);
  const list = useList({
    address,
    filters: ['search', 'state'],
    query,
    ask: plugAndPlayListQuery,
    go: (changes, options) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), ...options }),
  });
  const { go, change } = list;
  const [dialog, setDialog] = useState<'import' | 'export' | 'copy' | 'delete' | null>(null);
  const forget = useForget();
  const columns = usePreparedColumns(look.shown, (id) => go({ open: id }));
  const prepare = (): void => go({ open: NEW });

  return (
    <ListPage
      list={list}
      look={look}
      title={t('plugAndPlay.title')}
      actions={
        <>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={prepare}>
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
          <Button
            variant="default"
            leftSection={<IconCopy size={16} aria-hidden />}
            onClick={() => setDialog('copy')}
          >
            {t('plugAndPlay.copy.title')}
          </Button>
        </>
      }
      intro={
        <>
          <ClientPlaces />
          <p className={bar['intro']}>{t('plugAndPlay.intro')}</p>
        </>
      }
      searchLabel={t('plugAndPlay.search')}
      searchHint={t('plugAndPlay.searchHint')}
      keepsFilters
      filters={
        <FilterSelect
          label={t(`plugAndPlay.show.${query.state}`)}
          options={(['waiting', 'recognized', 'all'] as const).map((state) => ({
            value: state,
            label: t(`plugAndPlay.show.${state}`),
          }))}
          value={query.state}
          onChange={(state) => change({ state: state === 'waiting' ? undefined : state })}
        />
      }
      columns={columns}
      columnLabel={(column) => t(`plugAndPlay.column.${column}`)}
      nameOf={nameOf}
      bulk={{
        label: t('plugAndPlay.title'),
        actions: (
          <Button
            size="xs"
            color="red"
            variant="default"
            leftSection={<IconTrash size={15} aria-hidden />}
            onClick={() => setDialog('delete')}
          >
            {t('plugAndPlay.delete.open')}
          </Button>
        ),
      }}
      shortcuts={[{ keys: 'n', label: t('plugAndPlay.new'), run: prepare }]}
      empty={{
        icon: <IconPlugConnected size={28} stroke={1.5} />,
        title: t('plugAndPlay.empty.title'),
        text: t('plugAndPlay.empty.text'),
        action: <Button onClick={prepare}>{t('plugAndPlay.new')}</Button>,
      }}
    >
      {address.open === undefined ? null : (
        <PreparedDrawer
          key={address.open}
          id={address.open === NEW ? null : address.open}
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
            count: list.total,
            number: format.number(list.total),
          })}
          path={PLUG_AND_PLAY_EXPORT}
          filter={{ search: address.search, state: query.state }}
          columns={EXPORTED.map(([id, chosen]) => ({ id, chosen, label: t(`plugAndPlay.column.${id}`) }))}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'copy' ? <CopyClientsDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'delete' ? (
        <DeletePreparedDialog
          ids={[...list.selection]}
          prepared={list.rows.filter(({ id }) => list.selection.has(id))}
          onDone={list.clearSelection}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </ListPage>
  );
}
