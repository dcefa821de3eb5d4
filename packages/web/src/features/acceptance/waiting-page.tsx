import { Button } from '@mantine/core';
import { IconBan, IconCheck, IconListDetails, IconShieldQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeldPhone } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import bar from '../../shared/components/filter-bar.module.css';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { type ListColumn, ListTable } from '../../shared/components/list-table.tsx';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { ClientPlaces } from '../clients/index.ts';
import { acceptanceQuery, type HeldScope, heldListQuery, useDecide } from './acceptance.queries.ts';
import { type HeldSearch, type HeldSort, heldQueryOf } from './held-search.ts';
import { RulesDrawer } from './rules-drawer.tsx';

interface Question {
  decision: 'approve' | 'refuse';
  scope: HeldScope;
  count: number;
}

/** Unknown phones that wait for somebody to decide on them, and the rules that make them wait. */
export function WaitingPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: '/signed-in/clients/waiting' });
  const navigate = useNavigate({ from: '/clients/waiting' });
  const query = heldQueryOf(search);
  const list = useQuery(heldListQuery(query));
  const { data: acceptance } = useQuery(acceptanceQuery);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [question, setQuestion] = useState<Question | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const decide = useDecide();
  const go = (changes: Changes<HeldSearch>): void => {
    void navigate({ search: (previous) => present({ ...previous, ...changes }) });
  };
  const change = (changes: Changes<HeldSearch>): void => {
    setSelected(new Set());
    go({ page: undefined, ...changes });
  };
  useShortcuts(t('acceptance.title'), [
    { keys: '/', label: t('keys.search'), run: () => searchRef.current?.focus() },
  ]);
  const total = list.data?.total ?? 0;
  const canDecideAll = query.state === 'waiting' && search.search === undefined && total > 1;
  const columns = useColumns((decision, id) => setQuestion({ decision, scope: { ids: [id] }, count: 1 }));
  const ask = (decision: Question['decision']): void =>
    setQuestion({ decision, scope: { ids: [...selected] }, count: selected.size });

  return (
    <div className={table['page']}>
      <PageHeader
        title={t('acceptance.title')}
        detail={list.data === undefined ? undefined : format.number(total)}
        actions={
          <>
            {canDecideAll ? (
              <Button
                leftSection={<IconCheck size={16} aria-hidden />}
                onClick={() => setQuestion({ decision: 'approve', scope: { all: true }, count: total })}
              >
                {t('acceptance.approveAll')}
              </Button>
            ) : null}
            <Button
              variant="default"
              leftSection={<IconListDetails size={16} aria-hidden />}
              onClick={() => go({ rules: 'open' })}
            >
              {t('acceptance.rules.open')}
            </Button>
          </>
        }
      />
      <ClientPlaces />
      {acceptance === undefined ? null : (
        <p className={bar['intro']}>
          {t(`acceptance.now.${acceptance.unknownPhones}`)}{' '}
          {acceptance.rules.length === 0
            ? null
            : t('acceptance.now.rules', {
                count: acceptance.rules.length,
                number: format.number(acceptance.rules.length),
              })}
        </p>
      )}
      <div className={bar['filters']}>
        <SearchField
          inputRef={searchRef}
          className={bar['search'] ?? ''}
          value={search.search ?? ''}
          label={t('acceptance.search')}
          placeholder={t('acceptance.searchHint')}
          onSearch={(text) => change({ search: text === '' ? undefined : text })}
        />
        <FilterSelect
          label={t(`acceptance.show.${query.state}`)}
          options={(['waiting', 'approved', 'refused'] as const).map((state) => ({
            value: state,
            label: t(`acceptance.show.${state}`),
          }))}
          value={query.state}
          onChange={(state) => change({ state: state === 'waiting' ? undefined : state })}
        />
      </div>
      <Panel className={table['list'] ?? ''}>
        {selected.size === 0 ? null : (
          <div className={bar['selection']} role="toolbar" aria-label={t('acceptance.title')}>
            <strong aria-live="polite">
              {t('list.selected', { count: selected.size, number: format.number(selected.size) })}
            </strong>
            <Button
              size="xs"
              leftSection={<IconCheck size={15} aria-hidden />}
              onClick={() => ask('approve')}
            >
              {t('acceptance.approve.open')}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconBan size={15} aria-hidden />}
              onClick={() => ask('refuse')}
            >
              {t('acceptance.refuse.open')}
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
          selection={{ ids: selected, nameOf: ({ deviceId }) => deviceId, onChange: setSelected }}
          onPage={(page, pageSize) => go({ page, pageSize })}
          onRetry={() => void list.refetch()}
          empty={
            <EmptyMessage
              icon={<IconShieldQuestion size={28} stroke={1.5} />}
              title={
                search.search === undefined ? t(`acceptance.empty.${query.state}`) : t('list.nothingMatches')
              }
              action={
                <Button variant="default" onClick={() => go({ rules: 'open' })}>
                  {t('acceptance.rules.open')}
                </Button>
              }
            >
              {query.state === 'waiting' && search.search === undefined
                ? t('acceptance.empty.text')
                : undefined}
            </EmptyMessage>
          }
        />
      </Panel>
      {search.rules === 'open' ? <RulesDrawer onClose={() => go({ rules: undefined })} /> : null}
      {question === null ? null : (
        <ConfirmDialog
          title={t(`acceptance.${question.decision}.title`)}
          confirmLabel={t(`acceptance.${question.decision}.open`)}
          count={question.count}
          wantsNumber
          danger={question.decision === 'refuse'}
          onClose={() => setQuestion(null)}
          onConfirm={async () => {
            const { decided } = await decide.mutateAsync(question);
            setSelected(new Set());
            void showToast({
              id: 'held-phones',
              message: t(`acceptance.${question.decision}.done`, {
                count: decided,
                number: format.number(decided),
              }),
            });
          }}
        >
          {t(`acceptance.${question.decision}.text`, {
            count: question.count,
            number: format.number(question.count),
          })}
        </ConfirmDialog>
      )}
    </div>
  );
}

function useColumns(
  onAsk: (decision: Question['decision'], id: string) => void,
): ListColumn<HeldPhone, HeldSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      id: 'deviceId',
      label: t('acceptance.column.deviceId'),
      sort: 'deviceId',
      card: 'plain',
      render: ({ deviceId }) => <Mono>{deviceId}</Mono>,
    },
    { id: 'model', label: t('acceptance.column.model'), sort: 'model', render: ({ model }) => model },
    {
      id: 'e164',
      label: t('acceptance.column.e164'),
      sort: 'e164',
      render: ({ e164 }) =>
        e164 === '' ? <span className={table['soft']}>{t('clients.noNumber')}</span> : <Mono>{e164}</Mono>,
    },
    {
      id: 'address',
      label: t('acceptance.column.address'),
      sort: 'address',
      render: ({ address }) => <Mono>{address}</Mono>,
    },
    {
      id: 'lastCalledAt',
      label: t('acceptance.column.lastCalledAt'),
      sort: 'lastCalledAt',
      first: 'desc',
      render: ({ lastCalledAt, calls }) => (
        <>
          <RelativeTime iso={lastCalledAt} />
          <span className={table['second']}>
            {t('acceptance.calls', { count: calls, number: format.number(calls) })}
          </span>
        </>
      ),
    },
    {
      id: 'decision',
      label: t('acceptance.column.decision'),
      card: 'plain',
      render: ({ id, deviceId, state, decidedBy }) => (
        <span style={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: 6 }}>
          {state === 'waiting' ? null : (
            <span className={table['soft']}>
              {t(`acceptance.decided.${state}`, { name: decidedBy ?? '–' })}
            </span>
          )}
          {state === 'approved' ? null : (
            <Button
              size="compact-sm"
              variant="light"
              aria-label={t('acceptance.approve.one', { name: deviceId })}
              onClick={() => onAsk('approve', id)}
            >
              {t('acceptance.approve.open')}
            </Button>
          )}
          {state === 'refused' ? null : (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('acceptance.refuse.one', { name: deviceId })}
              onClick={() => onAsk('refuse', id)}
            >
              {t('acceptance.refuse.open')}
            </Button>
          )}
        </span>
      ),
    },
  ];
}
