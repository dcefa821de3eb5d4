import { Button } from '@mantine/core';
import { IconBan, IconCheck, IconListDetails, IconShieldQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import bar from '../../shared/components/filter-bar.module.css';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { present } from '../../shared/list/search-params.ts';
import { ListPage, useList } from '../../shared/list-page/index.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { ClientPlaces } from '../clients/index.ts';
import { useListLook } from '../session/index.ts';
import { acceptanceQuery, type HeldScope, heldListQuery, useDecide } from './acceptance.queries.ts';
import { heldQueryOf } from './held-search.ts';
import { RulesDrawer } from './rules-drawer.tsx';
import { type Decision, HELD_COLUMNS, useHeldColumns } from './use-held-columns.tsx';

interface Question {
  decision: Decision;
  scope: HeldScope;
  count: number;
}

/** Unknown phones that wait for somebody to decide on them, and the rules that make them wait. */
export function WaitingPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const address = useSearch({ from: '/signed-in/clients/waiting' });
  const navigate = useNavigate({ from: '/clients/waiting' });
  const look = useListLook('heldPhones', HELD_COLUMNS);
  const query = heldQueryOf(address, look.pageSize);
  const list = useList({
    address,
    filters: ['search'],
    views: ['state'],
    query,
    ask: heldListQuery,
    go: (changes, options) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), ...options }),
  });
  const { go, change } = list;
  const { data: acceptance } = useQuery(acceptanceQuery);
  const [question, setQuestion] = useState<Question | null>(null);
  const decide = useDecide();
  const canDecideAll = query.state === 'waiting' && !list.narrowed && list.total > 1;
  const columns = useHeldColumns(look.shown, (decision, id) =>
    setQuestion({ decision, scope: { ids: [id] }, count: 1 }),
  );
  const ask = (decision: Decision): void =>
    setQuestion({ decision, scope: { ids: [...list.selection] }, count: list.selection.size });

  return (
    <ListPage
      list={list}
      look={look}
      title={t('acceptance.title')}
      actions={
        <>
          {canDecideAll ? (
            <Button
              leftSection={<IconCheck size={16} aria-hidden />}
              onClick={() => setQuestion({ decision: 'approve', scope: { all: true }, count: list.total })}
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
      intro={
        <>
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
        </>
      }
      searchLabel={t('acceptance.search')}
      searchHint={t('acceptance.searchHint')}
      keepsFilters
      filters={
        <FilterSelect
          label={t(`acceptance.show.${query.state}`)}
          options={(['waiting', 'approved', 'refused'] as const).map((state) => ({
            value: state,
            label: t(`acceptance.show.${state}`),
          }))}
          value={query.state}
          onChange={(state) => change({ state: state === 'waiting' ? undefined : state })}
        />
      }
      columns={columns}
      columnLabel={(column) => t(`acceptance.column.${column}`)}
      nameOf={({ deviceId }) => deviceId}
      bulk={{
        label: t('acceptance.title'),
        actions: (
          <>
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
          </>
        ),
      }}
      empty={{
        icon: <IconShieldQuestion size={28} stroke={1.5} />,
        title: t(`acceptance.empty.${query.state}`),
        text: query.state === 'waiting' ? t('acceptance.empty.text') : undefined,
        action: (
          <Button variant="default" onClick={() => go({ rules: 'open' })}>
            {t('acceptance.rules.open')}
          </Button>
        ),
      }}
    >
      {address.rules === 'open' ? <RulesDrawer onClose={() => go({ rules: undefined })} /> : null}
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
            list.clearSelection();
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
    </ListPage>
  );
}
