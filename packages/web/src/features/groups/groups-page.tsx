import { Button, Menu } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group } from '../../api/types.ts';
import { present } from '../../shared/list/search-params.ts';
import { ListPage, useList } from '../../shared/list-page/index.ts';
import { useListLook } from '../session/index.ts';
import { DeleteGroupsDialog } from './delete-dialog.tsx';
import { GROUP_COLUMNS } from './group-columns.ts';
import { groupQueryOf } from './group-search.ts';
import { groupListQuery } from './groups.queries.ts';
import { useGroupColumns } from './use-group-columns.tsx';

export function GroupsPage() {
  const { t } = useTranslation();
  const address = useSearch({ from: '/signed-in/groups' });
  const navigate = useNavigate({ from: '/groups' });
  const visit = useNavigate();
  const look = useListLook('groups', GROUP_COLUMNS);
  const list = useList({
    address,
    filters: ['search'],
    query: groupQueryOf(address, look.pageSize),
    ask: groupListQuery,
    go: (changes, options) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), ...options }),
  });
  const [deleting, setDeleting] = useState<{ ids: string[]; groups: Group[] } | null>(null);
  const columns = useGroupColumns(look.shown);

  return (
    <ListPage
      list={list}
      look={look}
      title={t('groups.title')}
      actions={
        <Button component={Link} to="/groups/new" leftSection={<IconPlus size={16} aria-hidden />}>
          {t('groups.new')}
        </Button>
      }
      searchLabel={t('groups.search')}
      searchHint={t('groups.searchHint')}
      columns={columns}
      columnLabel={(column) => t(`groups.column.${column}`)}
      nameOf={({ name }) => name}
      onVisit={({ id }) => void visit({ to: '/groups/$groupId', params: { groupId: id } })}
      menu={(group) => (
        <>
          <Menu.Item
            leftSection={<IconPencil size={16} />}
            renderRoot={(props) => (
              <Link to="/groups/$groupId/edit" params={{ groupId: group.id }} {...props} />
            )}
          >
            {t('groups.actions.edit')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            onClick={() => setDeleting({ ids: [group.id], groups: [group] })}
          >
            {t('groups.actions.delete')}
          </Menu.Item>
        </>
      )}
      bulk={{
        label: t('groups.selection'),
        all: true,
        actions: (
          <Button
            size="xs"
            color="red"
            variant="default"
            leftSection={<IconTrash size={15} />}
            onClick={() =>
              setDeleting({
                ids: [...list.selection],
                groups: list.rows.filter(({ id }) => list.selection.has(id)),
              })
            }
          >
            {t('groups.actions.delete')}
          </Button>
        ),
      }}
      empty={{
        icon: <IconUsersGroup size={28} stroke={1.5} />,
        title: t('groups.emptyTitle'),
        text: t('groups.emptyText'),
        action: (
          <Button component={Link} to="/groups/new">
            {t('groups.new')}
          </Button>
        ),
      }}
      nothingMatches={t('groups.nothingMatches')}
    >
      {deleting === null ? null : (
        <DeleteGroupsDialog {...deleting} onDone={list.clearSelection} onClose={() => setDeleting(null)} />
      )}
    </ListPage>
  );
}
