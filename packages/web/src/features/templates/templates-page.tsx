import { Button } from '@mantine/core';
import {
  IconArrowsDiff,
  IconDownload,
  IconPlus,
  IconTemplate,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { present } from '../../shared/list/search-params.ts';
import { ListPage, useList } from '../../shared/list-page/index.ts';
import { HARDWARE_TYPES } from '../../shared/phones/choices.ts';
import { useListLook } from '../session/index.ts';
import { TEMPLATE_COLUMNS } from './template-columns.ts';
import { type OpenDialog, TemplateDialogs } from './template-dialogs.tsx';
import { TemplateMenuItems } from './template-menu.tsx';
import { NEW, TEMPLATE_FILTERS, TEMPLATE_TYPES, templateQueryOf } from './template-search.ts';
import { exportPath, templateListQuery } from './templates.queries.ts';
import { useTemplateColumns } from './use-template-columns.tsx';

/** As many templates fit into one file. */
const MAX_EXPORT = 500;

export function TemplatesPage() {
  const { t } = useTranslation();
  const address = useSearch({ from: '/signed-in/templates' });
  const navigate = useNavigate({ from: '/templates' });
  const visit = useNavigate();
  const look = useListLook('templates', TEMPLATE_COLUMNS);
  const list = useList({
    address,
    filters: TEMPLATE_FILTERS,
    query: templateQueryOf(address, look.pageSize),
    ask: templateListQuery,
    go: (changes, options) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), ...options }),
  });
  const { go, change } = list;
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const columns = useTemplateColumns(look.shown);
  const chosen = [...list.selection];
  const { type, model, softwareType } = address;

  return (
    <ListPage
      list={list}
      look={look}
      title={t('templates.title')}
      actions={
        <>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => go({ edit: NEW })}>
            {t('templates.new')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconUpload size={16} aria-hidden />}
            onClick={() => setDialog({ kind: 'import' })}
          >
            {t('templates.import.open')}
          </Button>
        </>
      }
      searchLabel={t('templates.search')}
      searchHint={t('templates.searchHint')}
      filters={
        <>
          <FilterSelect
            label={t('templates.column.type')}
            options={TEMPLATE_TYPES.map((value) => ({ value, label: t(`templates.type.${value}`) }))}
            value={type}
            onChange={(next) => change({ type: next })}
          />
          <FilterSelect
            label={t('templates.column.models')}
            options={HARDWARE_TYPES.map((value) => ({ value, label: value }))}
            value={HARDWARE_TYPES.find((value) => value === model)}
            onChange={(next) => change({ model: next })}
          />
          <FilterSelect
            label={t('templates.column.softwareTypes')}
            options={(['SIP', 'HFA'] as const).map((value) => ({ value, label: value }))}
            value={softwareType}
            onChange={(next) => change({ softwareType: next })}
          />
        </>
      }
      chips={{
        type:
          type === undefined ? undefined : t('templates.chip.type', { value: t(`templates.type.${type}`) }),
        model: model === undefined ? undefined : t('templates.chip.model', { value: model }),
        softwareType:
          softwareType === undefined ? undefined : t('templates.chip.softwareType', { value: softwareType }),
      }}
      columns={columns}
      columnLabel={(column) => t(`templates.column.${column}`)}
      nameOf={({ name }) => name}
      onVisit={({ id }) => void visit({ to: '/templates/$templateId', params: { templateId: id } })}
      menu={(template) => (
        <TemplateMenuItems
          template={template}
          onEdit={() => go({ edit: template.id })}
          onDuplicate={() => setDialog({ kind: 'duplicate', template })}
          onDelete={() => setDialog({ kind: 'delete', ids: [template.id], templates: [template] })}
        />
      )}
      bulk={{
        label: t('templates.selection'),
        all: true,
        actions: (
          <>
            {chosen.length === 2 ? (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconArrowsDiff size={15} />}
                onClick={() =>
                  void visit({
                    to: '/templates/compare',
                    search: present({ first: chosen[0], second: chosen[1] }),
                  })
                }
              >
                {t('templates.compare.two')}
              </Button>
            ) : null}
            {chosen.length > MAX_EXPORT ? null : (
              <Button
                size="xs"
                variant="default"
                component="a"
                href={exportPath(chosen)}
                download="templates.json"
                leftSection={<IconDownload size={15} />}
              >
                {t('templates.action.export')}
              </Button>
            )}
            <Button
              size="xs"
              color="red"
              variant="default"
              leftSection={<IconTrash size={15} />}
              onClick={() =>
                setDialog({
                  kind: 'delete',
                  ids: chosen,
                  templates: list.rows.filter(({ id }) => list.selection.has(id)),
                })
              }
            >
              {t('templates.action.delete')}
            </Button>
          </>
        ),
      }}
      empty={{
        icon: <IconTemplate size={28} stroke={1.5} />,
        title: t('templates.emptyTitle'),
        text: t('templates.emptyText'),
        action: <Button onClick={() => go({ edit: NEW })}>{t('templates.new')}</Button>,
      }}
      nothingMatches={t('templates.nothingMatches')}
    >
      <TemplateDialogs
        edit={address.edit}
        onEditClosed={() => go({ edit: undefined })}
        onCreated={({ id }) =>
          void visit({ to: '/templates/$templateId/configuration', params: { templateId: id } })
        }
        open={dialog}
        onClose={() => setDialog(null)}
        onDeleted={list.clearSelection}
        onCopied={({ id }) => void visit({ to: '/templates/$templateId', params: { templateId: id } })}
      />
    </ListPage>
  );
}
