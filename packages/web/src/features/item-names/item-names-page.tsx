import { Button } from '@mantine/core';
import { IconDownload, IconSchool, IconTag, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterChips } from '../../shared/components/filter-chips.tsx';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { RefreshButton } from '../../shared/components/refresh-button.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import { useListKeys } from '../../shared/keyboard/use-list-keys.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { ImportDialog } from './import-dialog.tsx';
import { ItemNameDrawer } from './item-name-drawer.tsx';
import { CHOOSE_CLIENT, ITEM_NAME_STATES, type ItemNameSearch, itemNameQueryOf } from './item-name-search.ts';
import classes from './item-names.module.css';
import { EXPORT_PATH, itemNameListQuery } from './item-names.queries.ts';
import { ItemNamesTable } from './item-names-table.tsx';
import { LearnDialog } from './learn-dialog.tsx';

export function ItemNamesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: '/signed-in/item-names' });
  const navigate = useNavigate({ from: '/item-names' });
  const query = itemNameQueryOf(search);
  const { data, refetch } = useQuery(itemNameListQuery(query));
  const [importing, setImporting] = useState(false);
  const searchRef = useRef<HTMLInputElement>(null);
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const listKeys = useListKeys(bodyRef);
  useShortcuts(t('itemNames.title'), [
    { keys: '/', label: t('keys.search'), run: () => searchRef.current?.focus() },
    ...listKeys,
  ]);

  const go = (changes: Changes<ItemNameSearch>): void => {
    void navigate({ search: (previous) => present({ ...previous, ...changes }) });
  };
  const change = (changes: Changes<ItemNameSearch>): void => go({ page: undefined, ...changes });
  const chips = [
    ...(search.state === undefined
      ? []
      : [
          {
            key: 'state',
            text: t('itemNames.chip', { state: t(`itemNames.filter.${search.state}`) }),
            onRemove: () => change({ state: undefined }),
          },
        ]),
    ...(search.search === undefined
      ? []
      : [
          {
            key: 'search',
            text: t('list.chipSearch', { text: search.search }),
            onRemove: () => change({ search: undefined }),
          },
        ]),
  ];
  const clear = (): void => change({ state: undefined, search: undefined });

  return (
    <div className={table['page']}>
      <PageHeader
        title={t('itemNames.title')}
        detail={data === undefined ? undefined : format.number(data.total)}
        actions={
          <>
            <Button
              leftSection={<IconSchool size={16} aria-hidden />}
              onClick={() => go({ learn: CHOOSE_CLIENT })}
            >
              {t('itemNames.learn.open')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconUpload size={16} aria-hidden />}
              onClick={() => setImporting(true)}
            >
              {t('itemNames.import.open')}
            </Button>
            <Button
              variant="default"
              component="a"
              href={EXPORT_PATH}
              download="item-names.json"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t('itemNames.export')}
            </Button>
            <RefreshButton onRefresh={() => refetch()} />
          </>
        }
      />
      <p className={classes['intro']}>{t('itemNames.intro')}</p>
      <div className={classes['filters']}>
        <SearchField
          inputRef={searchRef}
          className={classes['search'] ?? ''}
          value={search.search ?? ''}
          label={t('itemNames.search')}
          placeholder={t('itemNames.searchHint')}
          onSearch={(text) => change({ search: text === '' ? undefined : text })}
        />
        <FilterSelect
          label={t('itemNames.show')}
          options={ITEM_NAME_STATES.map((state) => ({ value: state, label: t(`itemNames.filter.${state}`) }))}
          value={search.state}
          onChange={(state) => change({ state })}
        />
        <FilterChips chips={chips} onClear={clear} />
      </div>
      <Panel className={table['list'] ?? ''}>
        <ItemNamesTable
          search={search}
          query={query}
          bodyRef={bodyRef}
          onChange={change}
          onOpen={(parameter) => go({ parameter })}
          empty={<EmptyList state={search.state} onlyState={search.search === undefined} onClear={clear} />}
        />
      </Panel>
      {search.parameter === undefined ? null : (
        <ItemNameDrawer
          key={search.parameter}
          parameterId={search.parameter}
          onClose={() => go({ parameter: undefined })}
        />
      )}
      {search.learn === undefined ? null : (
        <LearnDialog
          clientId={search.learn === CHOOSE_CLIENT ? null : search.learn}
          onChoose={(learn) => go({ learn: learn ?? CHOOSE_CLIENT })}
          onClose={() => go({ learn: undefined })}
        />
      )}
      {importing ? <ImportDialog onClose={() => setImporting(false)} /> : null}
    </div>
  );
}

interface EmptyListProps {
  state: ItemNameSearch['state'];
  /** Nothing but the state narrows the list. */
  onlyState: boolean;
  onClear: () => void;
}

/** Nothing corrected or refused is no failure of the filter: it is good news, or a place to begin. */
function EmptyList({ state, onlyState, onClear }: EmptyListProps) {
  const { t } = useTranslation();
  const known = onlyState && state !== undefined ? state : 'search';
  return (
    <EmptyMessage
      icon={<IconTag size={28} stroke={1.5} />}
      title={t(`itemNames.empty.${known}.title`)}
      action={
        <button type="button" className={classes['textButton']} onClick={onClear}>
          {t('list.clearFilters')}
        </button>
      }
    >
      {t(`itemNames.empty.${known}.text`)}
    </EmptyMessage>
  );
}
