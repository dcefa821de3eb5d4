import { Button, Menu } from '@mantine/core';
import {
  IconCloud,
  IconPencil,
  IconPlayerStop,
  IconPlus,
  IconRadar,
  IconRefresh,
  IconSettings,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorageProvider } from '../../api/types.ts';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { present } from '../../shared/list/search-params.ts';
import { ListPage, useList } from '../../shared/list-page/index.ts';
import { useListLook } from '../session/index.ts';
import { ActiveScans } from './active-scans.tsx';
import { DeleteProvidersDialog } from './delete-dialog.tsx';
import { LastSearch } from './last-search.tsx';
import { PROVIDER_COLUMNS } from './provider-columns.ts';
import { ProviderDialog } from './provider-dialog.tsx';
import type { ProviderDraft } from './provider-draft.ts';
import { PROVIDER_TYPES, providerQueryOf } from './provider-search.ts';
import { isOpen } from './scan-state.tsx';
import { SearchDialog } from './search-dialog.tsx';
import { ProviderSettingsDialog } from './settings-dialog.tsx';
import { providerListQuery, useScanProvider, useStopScan } from './storage-providers.queries.ts';
import { useProviderColumns } from './use-provider-columns.tsx';

type Opened =
  | { dialog: 'edit'; id: string | null; found?: Partial<ProviderDraft> }
  | { dialog: 'search' }
  | { dialog: 'delete'; ids: string[]; providers: StorageProvider[] }
  | { dialog: 'settings' };

export function StorageProvidersPage() {
  const { t } = useTranslation();
  const address = useSearch({ from: '/signed-in/storage-providers' });
  const navigate = useNavigate({ from: '/storage-providers' });
  const look = useListLook('storageProviders', PROVIDER_COLUMNS);
  const list = useList({
    address,
    filters: ['search', 'type'],
    query: providerQueryOf(address, look.pageSize),
    ask: providerListQuery,
    go: (changes, options) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), ...options }),
  });
  const [opened, setOpened] = useState<Opened | null>(null);
  const scan = useScanProvider();
  const stop = useStopScan();
  const edit = ({ id }: StorageProvider): void => setOpened({ dialog: 'edit', id });
  const columns = useProviderColumns(look.shown, edit);
  const add = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setOpened({ dialog: 'edit', id: null })}
    >
      {t('storageProviders.new')}
    </Button>
  );

  return (
    <ListPage
      list={list}
      look={look}
      title={t('storageProviders.title')}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconRadar size={16} aria-hidden />}
            onClick={() => setOpened({ dialog: 'search' })}
          >
            {t('storageProviders.find.open')}
          </Button>
          {add}
          <IconButton
            label={t('storageProviders.settings.title')}
            onClick={() => setOpened({ dialog: 'settings' })}
          >
            <IconSettings size={18} aria-hidden />
          </IconButton>
        </>
      }
      intro={
        <>
          <InlineProblem error={scan.error ?? stop.error} />
          <ActiveScans providers={list.rows} />
          <LastSearch onAdd={(found) => setOpened({ dialog: 'edit', id: null, found })} />
        </>
      }
      searchLabel={t('storageProviders.search')}
      searchHint={t('storageProviders.searchHint')}
      filters={
        <FilterSelect
          label={t('storageProviders.column.type')}
          options={PROVIDER_TYPES.map((type) => ({ value: type, label: t(`storageProviders.type.${type}`) }))}
          value={address.type}
          onChange={(type) => list.change({ type })}
        />
      }
      chips={{
        type:
          address.type === undefined
            ? undefined
            : t('storageProviders.chipType', { type: t(`storageProviders.type.${address.type}`) }),
      }}
      columns={columns}
      columnLabel={(column) => t(`storageProviders.column.${column}`)}
      nameOf={({ name }) => name}
      onVisit={edit}
      menu={(provider) => (
        <>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => edit(provider)}>
            {t('storageProviders.actions.edit')}
          </Menu.Item>
          {isOpen(provider.scan) ? (
            <Menu.Item leftSection={<IconPlayerStop size={16} />} onClick={() => stop.mutate(provider.id)}>
              {t('storageProviders.actions.stop')}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => scan.mutate(provider.id)}>
              {t('storageProviders.actions.scan')}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            onClick={() => setOpened({ dialog: 'delete', ids: [provider.id], providers: [provider] })}
          >
            {t('storageProviders.actions.delete')}
          </Menu.Item>
        </>
      )}
      bulk={{
        label: t('storageProviders.selection'),
        all: true,
        actions: (
          <Button
            size="xs"
            color="red"
            variant="default"
            leftSection={<IconTrash size={15} />}
            onClick={() =>
              setOpened({
                dialog: 'delete',
                ids: [...list.selection],
                providers: list.rows.filter(({ id }) => list.selection.has(id)),
              })
            }
          >
            {t('storageProviders.actions.delete')}
          </Button>
        ),
      }}
      empty={{
        icon: <IconCloud size={28} stroke={1.5} />,
        title: t('storageProviders.emptyTitle'),
        text: t('storageProviders.emptyText'),
        action: add,
      }}
      nothingMatches={t('storageProviders.nothingMatches')}
    >
      {opened?.dialog === 'edit' ? (
        <ProviderDialog
          id={opened.id}
          {...(opened.found === undefined ? {} : { found: opened.found })}
          onClose={() => setOpened(null)}
        />
      ) : null}
      {opened?.dialog === 'search' ? <SearchDialog onClose={() => setOpened(null)} /> : null}
      {opened?.dialog === 'settings' ? <ProviderSettingsDialog onClose={() => setOpened(null)} /> : null}
      {opened?.dialog === 'delete' ? (
        <DeleteProvidersDialog
          ids={opened.ids}
          providers={opened.providers}
          onDone={list.clearSelection}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </ListPage>
  );
}
