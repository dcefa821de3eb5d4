import { Button, Menu } from '@mantine/core';
import {
  IconDownload,
  IconFiles,
  IconHistory,
  IconInfoCircle,
  IconSend,
  IconServer,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredFile } from '../../api/types.ts';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { present } from '../../shared/list/search-params.ts';
import { ListPage, useList } from '../../shared/list-page/index.ts';
import { HARDWARE_TYPES } from '../../shared/phones/choices.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { useListLook } from '../session/index.ts';
import { DeleteFilesDialog } from './delete-dialog.tsx';
import { FetchedDrawer } from './fetched-drawer.tsx';
import { FileDrawer } from './file-drawer.tsx';
import { FileServerDrawer } from './file-server-drawer.tsx';
import { contentPath, fileListQuery } from './files.queries.ts';
import { FILE_FILTERS, FILE_SOFTWARE_TYPES, FILE_TYPES, fileQueryOf, STORES } from './files-search.ts';
import { UploadDialog } from './upload/upload-dialog.tsx';
import { UploadList } from './upload/upload-list.tsx';
import uploadClasses from './upload/uploads.module.css';
import { uploads } from './upload/uploads.ts';
import { useFileDrop } from './upload/use-file-drop.ts';
import { FILE_COLUMNS, useFileColumns } from './use-file-columns.tsx';

/** As many ids fit into the address of a deployment. */
const MAX_DEPLOYED = 50;

/** What phones can be given (guide chapter 9). */
export function FilesPage() {
  const { t } = useTranslation();
  const address = useSearch({ from: '/signed-in/files' });
  const navigate = useNavigate({ from: '/files' });
  const look = useListLook('files', FILE_COLUMNS);
  const list = useList({
    address,
    filters: FILE_FILTERS,
    query: fileQueryOf(address, look.pageSize),
    ask: fileListQuery,
    go: (changes, options) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), ...options }),
  });
  const { go, change } = list;
  const [deleting, setDeleting] = useState<{ ids: string[]; files: StoredFile[] } | null>(null);
  const columns = useFileColumns(look.shown, (id) => go({ open: id }));
  const { over, handlers } = useFileDrop((files) => uploads.add(files));
  const { type, softwareType, storage, model } = address;
  const openUpload = (): void => go({ show: 'upload' });
  const askDelete = (file: StoredFile): void => setDeleting({ ids: [file.id], files: [file] });
  const store = STORES.find((known) => known === storage);

  return (
    // What is dropped here can be chosen by the button as well.
    <div className={uploadClasses['area']} {...handlers}>
      {over && address.show !== 'upload' ? (
        <div className={uploadClasses['veil']}>{t('files.uploads.drop')}</div>
      ) : null}
      <ListPage
        list={list}
        look={look}
        title={t('files.title')}
        actions={
          <>
            <Button leftSection={<IconUpload size={16} aria-hidden />} onClick={openUpload}>
              {t('files.upload')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconHistory size={16} aria-hidden />}
              onClick={() => go({ show: 'downloads' })}
            >
              {t('files.downloads')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconServer size={16} aria-hidden />}
              onClick={() => go({ show: 'server' })}
            >
              {t('files.server')}
            </Button>
          </>
        }
        intro={<UploadList onOpen={(id) => go({ open: id })} />}
        searchLabel={t('files.search')}
        searchHint={t('files.searchHint')}
        filters={
          <>
            <FilterSelect
              label={t('files.column.type')}
              options={FILE_TYPES.map((value) => ({ value, label: t(`files.type.${value}`) }))}
              value={type}
              onChange={(next) => change({ type: next })}
            />
            <FilterSelect
              label={t('files.column.softwareType')}
              options={FILE_SOFTWARE_TYPES.map((value) => ({ value, label: value }))}
              value={softwareType}
              onChange={(next) => change({ softwareType: next })}
            />
            <FilterSelect
              label={t('files.column.models')}
              options={HARDWARE_TYPES.map((value) => ({ value, label: value }))}
              value={HARDWARE_TYPES.find((value) => value === model)}
              onChange={(next) => change({ model: next })}
            />
            <FilterSelect
              label={t('files.column.storage')}
              options={STORES.map((value) => ({ value, label: t(`files.storage.${value}`) }))}
              value={store}
              onChange={(next) => change({ storage: next })}
            />
          </>
        }
        chips={{
          type: type === undefined ? undefined : t('files.chip.type', { value: t(`files.type.${type}`) }),
          softwareType:
            softwareType === undefined ? undefined : t('files.chip.softwareType', { value: softwareType }),
          model: model === undefined ? undefined : t('files.chip.model', { value: model }),
          storage:
            storage === undefined
              ? undefined
              : t('files.chip.storage', {
                  value: store === undefined ? t('files.storage.provider') : t(`files.storage.${store}`),
                }),
        }}
        columns={columns}
        columnLabel={(column) => t(`files.column.${column}`)}
        nameOf={({ name }) => visibleText(name)}
        onVisit={({ id }) => go({ open: id })}
        menu={(file) => (
          <>
            <Menu.Item leftSection={<IconInfoCircle size={16} />} onClick={() => go({ open: file.id })}>
              {t('files.action.open')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconSend size={16} />}
              renderRoot={(props) => <Link to="/clients/deploy" search={{ files: file.id }} {...props} />}
            >
              {t('files.action.deploy')}
            </Menu.Item>
            {file.store === 'provider' ? null : (
              <Menu.Item
                component="a"
                href={contentPath(file.id)}
                download={file.name}
                leftSection={<IconDownload size={16} />}
              >
                {t('files.action.download')}
              </Menu.Item>
            )}
            <Menu.Divider />
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => askDelete(file)}>
              {t('files.action.delete')}
            </Menu.Item>
          </>
        )}
        bulk={{
          label: t('files.selection'),
          all: true,
          actions: (
            <>
              {list.selection.size > MAX_DEPLOYED ? null : (
                <Button
                  size="xs"
                  leftSection={<IconSend size={15} aria-hidden />}
                  renderRoot={(props) => (
                    <Link to="/clients/deploy" search={{ files: [...list.selection].join(',') }} {...props} />
                  )}
                >
                  {t('files.action.deploy')}
                </Button>
              )}
              <Button
                size="xs"
                color="red"
                variant="default"
                leftSection={<IconTrash size={15} aria-hidden />}
                onClick={() =>
                  setDeleting({
                    ids: [...list.selection],
                    files: list.rows.filter(({ id }) => list.selection.has(id)),
                  })
                }
              >
                {t('files.action.delete')}
              </Button>
            </>
          ),
        }}
        shortcuts={[{ keys: 'n', label: t('files.upload'), run: openUpload }]}
        empty={{
          icon: <IconFiles size={28} stroke={1.5} />,
          title: t('files.emptyTitle'),
          text: t('files.emptyText'),
          action: <Button onClick={openUpload}>{t('files.upload')}</Button>,
        }}
        nothingMatches={t('files.nothingMatches')}
      >
        {address.show === 'upload' ? (
          <UploadDialog onFiles={(files) => uploads.add(files)} onClose={() => go({ show: undefined })} />
        ) : null}
        {address.show === 'server' ? <FileServerDrawer onClose={() => go({ show: undefined })} /> : null}
        {address.show === 'downloads' ? <FetchedDrawer onClose={() => go({ show: undefined })} /> : null}
        {address.open === undefined ? null : (
          <FileDrawer
            key={address.open}
            id={address.open}
            onDelete={askDelete}
            onClose={() => go({ open: undefined })}
          />
        )}
        {deleting === null ? null : (
          <DeleteFilesDialog
            {...deleting}
            onDone={() => {
              list.clearSelection();
              if (address.open !== undefined && deleting.ids.includes(address.open)) go({ open: undefined });
            }}
            onClose={() => setDeleting(null)}
          />
        )}
      </ListPage>
    </div>
  );
}
