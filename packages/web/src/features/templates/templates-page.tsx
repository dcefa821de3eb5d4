import { Button } from '@mantine/core';
import {
  IconArrowsDiff,
  IconDownload,
  IconFilterOff,
  IconPlus,
  IconTemplate,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../api/types.ts';
import { ColumnChooser } from '../../shared/components/column-chooser.tsx';
import bar from '../../shared/components/filter-bar.module.css';
import { type FilterChip, FilterChips } from '../../shared/components/filter-chips.tsx';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { ListTable } from '../../shared/components/list-table.tsx';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { RefreshButton } from '../../shared/components/refresh-button.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import { SelectionBar } from '../../shared/components/selection-bar.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import { useListKeys } from '../../shared/keyboard/use-list-keys.ts';
import { readDensity, shownColumns } from '../../shared/list/columns.ts';
import { type IdSelection, idsOfAllPages, NO_IDS, toggleId } from '../../shared/list/id-selection.ts';
import { readPageSize } from '../../shared/list/paging.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { useFlashes } from '../../shared/live/use-flashes.ts';
import { HARDWARE_TYPES } from '../../shared/phones/choices.ts';
import { usePreference } from '../session/index.ts';
import { readTemplateColumns, TEMPLATE_COLUMNS } from './template-columns.ts';
import { type OpenDialog, TemplateDialogs } from './template-dialogs.tsx';
import { TemplateMenuItems } from './template-menu.tsx';
import {
  NEW,
  TEMPLATE_TYPES,
  type TemplateListSearch,
  templateFilterOf,
  templateQueryOf,
} from './template-search.ts';
import { exportPath, templateListQuery } from './templates.queries.ts';
import { useTemplateColumns } from './use-template-columns.tsx';

const NO_TEMPLATES: readonly Template[] = [];
/** As many templates fit into one file. */
const MAX_EXPORT = 500;
const CLEARED = { search: undefined, type: undefined, model: undefined, softwareType: undefined };
const readSize = (stored: unknown) => readPageSize(stored) ?? 25;

export function TemplatesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const queryClient = useQueryClient();
  const search = useSearch({ from: '/signed-in/templates' });
  const navigate = useNavigate({ from: '/templates' });
  const visit = useNavigate();
  const [columns, setColumns] = usePreference('templates.columns', readTemplateColumns);
  const [density, setDensity] = usePreference('templates.density', readDensity);
  const [preferredSize, setPreferredSize] = usePreference('templates.pageSize', readSize);
  const query = templateQueryOf(search, preferredSize);
  const { data, error, isPlaceholderData, refetch } = useQuery(templateListQuery(query));
  const templates = data?.items ?? NO_TEMPLATES;
  const total = data?.total ?? 0;
  const filter = useMemo(() => templateFilterOf(search), [search]);
  const filterKey = JSON.stringify(filter);

  const [selection, setSelection] = useState<IdSelection>(NO_IDS);
  // What is selected belongs to what was filtered for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is what empties the selection
  useEffect(() => setSelection(NO_IDS), [filterKey]);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const flashes = useFlashes(templates, isPlaceholderData ? '' : JSON.stringify(query));
  const shown = useMemo(() => shownColumns(columns), [columns]);
  const listColumns = useTemplateColumns(shown);

  const go = (changes: Changes<TemplateListSearch>): void =>
    void navigate({ search: (previous) => present({ ...previous, ...changes }) });
  const change = (changes: Changes<TemplateListSearch>): void => go({ page: undefined, ...changes });

  const ids = templates.map(({ id }) => id);
  const searchRef = useRef<HTMLInputElement>(null);
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const listKeys = useListKeys(bodyRef, (row) => {
    const id = ids[row];
    if (id !== undefined) setSelection((current) => toggleId(current, id));
  });
  useShortcuts(t('templates.title'), [
    { keys: '/', label: t('keys.search'), run: () => searchRef.current?.focus() },
    ...listKeys,
  ]);
  const selectAll = async (): Promise<void> =>
    setSelection(
      await idsOfAllPages((window) => queryClient.fetchQuery(templateListQuery({ ...filter, ...window }))),
    );

  const filtered = filterKey !== '{}';
  const chosen = [...selection];
  const behindEnd = data !== undefined && total > 0 && templates.length === 0;
  useEffect(() => {
    if (behindEnd) void navigate({ search: ({ page: _page, ...previous }) => previous, replace: true });
  }, [behindEnd, navigate]);

  return (
    <div className={table['page']}>
      <PageHeader
        title={t('templates.title')}
        detail={data === undefined ? undefined : format.number(total)}
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
            <RefreshButton onRefresh={() => refetch()} />
            <ColumnChooser
              columns={TEMPLATE_COLUMNS}
              label={(column) => t(`templates.column.${column}`)}
              choice={columns}
              onChange={setColumns}
              density={density}
              onDensity={setDensity}
            />
          </>
        }
      />
      {total === 0 && !filtered ? null : <Filters search={search} onChange={change} searchRef={searchRef} />}
      <Panel className={table['list'] ?? ''}>
        {selection.size === 0 ? null : (
          <SelectionBar
            label={t('templates.selection')}
            count={selection.size}
            total={total}
            onSelectAll={() => void selectAll()}
            onClear={() => setSelection(NO_IDS)}
          >
            {selection.size === 2 ? (
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
            {selection.size > MAX_EXPORT ? null : (
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
                  templates: templates.filter(({ id }) => selection.has(id)),
                })
              }
            >
              {t('templates.action.delete')}
            </Button>
          </SelectionBar>
        )}
        <ListTable
          columns={listColumns}
          data={data}
          error={error}
          stale={isPlaceholderData}
          sort={{ by: query.sort, order: query.order, onSort: (sort, order) => change({ sort, order }) }}
          pageSize={query.pageSize}
          selection={{ ids: selection, nameOf: ({ name }) => name, onChange: setSelection }}
          menu={{
            nameOf: ({ name }) => name,
            items: (template) => (
              <TemplateMenuItems
                template={template}
                onEdit={() => go({ edit: template.id })}
                onDuplicate={() => setDialog({ kind: 'duplicate', template })}
                onDelete={() => setDialog({ kind: 'delete', ids: [template.id], templates: [template] })}
              />
            ),
          }}
          compact={density === 'compact'}
          flashes={flashes}
          bodyRef={bodyRef}
          empty={
            <Empty filtered={filtered} onClear={() => change(CLEARED)} onNew={() => go({ edit: NEW })} />
          }
          onVisit={({ id }) => void visit({ to: '/templates/$templateId', params: { templateId: id } })}
          onPage={(page, pageSize) => {
            if (pageSize !== query.pageSize) setPreferredSize(pageSize);
            go({ page, ...(pageSize === query.pageSize ? {} : { pageSize }) });
          }}
          onRetry={() => void refetch()}
        />
      </Panel>
      <TemplateDialogs
        edit={search.edit}
        onEditClosed={() => go({ edit: undefined })}
        onCreated={({ id }) =>
          void visit({ to: '/templates/$templateId/configuration', params: { templateId: id } })
        }
        open={dialog}
        onClose={() => setDialog(null)}
        onDeleted={() => setSelection(NO_IDS)}
        onCopied={({ id }) => void visit({ to: '/templates/$templateId', params: { templateId: id } })}
      />
    </div>
  );
}

interface FiltersProps {
  search: TemplateListSearch;
  onChange: (changes: Changes<TemplateListSearch>) => void;
  searchRef: RefObject<HTMLInputElement | null>;
}

function Filters({ search, onChange, searchRef }: FiltersProps) {
  const { t } = useTranslation();
  const chip = (
    key: 'type' | 'model' | 'softwareType' | 'search',
    text: string | undefined,
  ): readonly FilterChip[] =>
    text === undefined ? [] : [{ key, text, onRemove: () => onChange({ [key]: undefined }) }];
  const { type, model, softwareType, search: text } = search;
  return (
    <div className={bar['filters']}>
      <SearchField
        inputRef={searchRef}
        className={bar['search'] ?? ''}
        value={text ?? ''}
        label={t('templates.search')}
        placeholder={t('templates.searchHint')}
        onSearch={(next) => onChange({ search: next === '' ? undefined : next })}
      />
      <FilterSelect
        label={t('templates.column.type')}
        options={TEMPLATE_TYPES.map((value) => ({ value, label: t(`templates.type.${value}`) }))}
        value={type}
        onChange={(next) => onChange({ type: next })}
      />
      <FilterSelect
        label={t('templates.column.models')}
        options={HARDWARE_TYPES.map((value) => ({ value, label: value }))}
        value={HARDWARE_TYPES.find((value) => value === model)}
        onChange={(next) => onChange({ model: next })}
      />
      <FilterSelect
        label={t('templates.column.softwareTypes')}
        options={(['SIP', 'HFA'] as const).map((value) => ({ value, label: value }))}
        value={softwareType}
        onChange={(next) => onChange({ softwareType: next })}
      />
      <FilterChips
        chips={[
          ...chip(
            'type',
            type === undefined ? undefined : t('templates.chip.type', { value: t(`templates.type.${type}`) }),
          ),
          ...chip('model', model === undefined ? undefined : t('templates.chip.model', { value: model })),
          ...chip(
            'softwareType',
            softwareType === undefined
              ? undefined
              : t('templates.chip.softwareType', { value: softwareType }),
          ),
          ...chip('search', text === undefined ? undefined : t('list.chipSearch', { text })),
        ]}
        onClear={() => onChange(CLEARED)}
      />
    </div>
  );
}

function Empty(props: { filtered: boolean; onClear: () => void; onNew: () => void }) {
  const { t } = useTranslation();
  if (props.filtered) {
    return (
      <EmptyMessage
        icon={<IconFilterOff size={28} stroke={1.5} />}
        title={t('list.nothingMatches')}
        action={
          <button type="button" className={bar['textButton']} onClick={props.onClear}>
            {t('list.clearFilters')}
          </button>
        }
      >
        {t('templates.nothingMatches')}
      </EmptyMessage>
    );
  }
  return (
    <EmptyMessage
      icon={<IconTemplate size={28} stroke={1.5} />}
      title={t('templates.emptyTitle')}
      action={<Button onClick={props.onNew}>{t('templates.new')}</Button>}
    >
      {t('templates.emptyText')}
    </EmptyMessage>
  );
}
