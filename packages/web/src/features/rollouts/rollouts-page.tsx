import { Button, Menu } from '@mantine/core';
import { IconPencil, IconPlus, IconStairsUp, IconTrash } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rollout } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { present } from '../../shared/list/search-params.ts';
import { ListPage, useList } from '../../shared/list-page/index.ts';
import { useListLook } from '../session/index.ts';
import { ROLLOUT_COLUMNS } from './rollout-columns.ts';
import { rolloutListQueryOf } from './rollout-search.ts';
import { isGoing, ROLLOUT_STATES } from './rollout-words.ts';
import { rolloutListQuery, useDeleteRollout } from './rollouts.queries.ts';
import { useRolloutColumns } from './use-rollout-columns.tsx';

/** All rollouts, live. */
export function RolloutsPage() {
  const { t } = useTranslation();
  const address = useSearch({ from: '/signed-in/rollouts' });
  const navigate = useNavigate({ from: '/rollouts' });
  const visit = useNavigate();
  const look = useListLook('rollouts', ROLLOUT_COLUMNS);
  const list = useList({
    address,
    filters: ['search', 'state'],
    query: rolloutListQueryOf(address, look.pageSize),
    ask: rolloutListQuery,
    go: (changes, options) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), ...options }),
  });
  const columns = useRolloutColumns(look.shown);
  const [deleting, setDeleting] = useState<Rollout | null>(null);
  const remove = useDeleteRollout();

  return (
    <ListPage
      list={list}
      look={look}
      title={t('rollouts.title')}
      actions={
        <Button component={Link} to="/rollouts/new" leftSection={<IconPlus size={16} aria-hidden />}>
          {t('rollouts.new')}
        </Button>
      }
      searchLabel={t('rollouts.search')}
      searchHint={t('rollouts.searchHint')}
      filters={
        <FilterSelect
          label={
            address.state === undefined ? t('rollouts.column.state') : t(`rollouts.state.${address.state}`)
          }
          options={ROLLOUT_STATES.map((state) => ({ value: state, label: t(`rollouts.state.${state}`) }))}
          value={address.state}
          onChange={(state) => list.change({ state })}
        />
      }
      chips={{
        state:
          address.state === undefined
            ? undefined
            : t('rollouts.chipState', { state: t(`rollouts.state.${address.state}`) }),
      }}
      columns={columns}
      columnLabel={(column) => t(`rollouts.column.${column}`)}
      nameOf={({ name }) => name}
      onVisit={({ id }) => void visit({ to: '/rollouts/$rolloutId', params: { rolloutId: id } })}
      menu={(rollout) => (
        <>
          <Menu.Item
            renderRoot={(props) => (
              <Link to="/rollouts/$rolloutId" params={{ rolloutId: rollout.id }} {...props} />
            )}
          >
            {t('rollouts.open')}
          </Menu.Item>
          {rollout.state === 'planned' ? (
            <Menu.Item
              leftSection={<IconPencil size={16} />}
              renderRoot={(props) => (
                <Link to="/rollouts/$rolloutId/edit" params={{ rolloutId: rollout.id }} {...props} />
              )}
            >
              {t('rollouts.edit.action')}
            </Menu.Item>
          ) : null}
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            disabled={isGoing(rollout) || rollout.state === 'paused'}
            onClick={() => setDeleting(rollout)}
          >
            {t('rollouts.delete.action')}
          </Menu.Item>
        </>
      )}
      empty={{
        icon: <IconStairsUp size={28} stroke={1.5} />,
        title: t('rollouts.emptyTitle'),
        text: t('rollouts.emptyText'),
        action: (
          <Button component={Link} to="/rollouts/new">
            {t('rollouts.new')}
          </Button>
        ),
      }}
      nothingMatches={t('rollouts.nothingMatches')}
    >
      {deleting === null ? null : (
        <ConfirmDialog
          title={t('rollouts.delete.title', { name: deleting.name })}
          count={1}
          danger
          confirmLabel={t('rollouts.delete.action')}
          onConfirm={() => remove.mutateAsync(deleting.id)}
          onClose={() => setDeleting(null)}
        >
          {t('rollouts.delete.text')}
        </ConfirmDialog>
      )}
    </ListPage>
  );
}
