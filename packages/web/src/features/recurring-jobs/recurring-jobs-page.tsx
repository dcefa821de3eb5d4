import { Button, Menu } from '@mantine/core';
import {
  IconCalendarRepeat,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecurringJob } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { addPageTexts } from '../../shared/i18n/page-texts.ts';
import { columnSet } from '../../shared/list/columns.ts';
import { present } from '../../shared/list/search-params.ts';
import { ListPage, useList } from '../../shared/list-page/index.ts';
import { JobPlaces } from '../jobs/index.ts';
import { useListLook } from '../session/index.ts';
import { recurringJobs as de } from './i18n/de.ts';
import { recurringJobs as en } from './i18n/en.ts';
import { RecurringJobDrawer } from './recurring-job-drawer.tsx';
import { recurringListQuery, useDeleteRecurringJob, usePauseRecurringJob } from './recurring-jobs.queries.ts';
import { recurringQueryOf } from './recurring-search.ts';
import { RECURRING_COLUMNS, type RecurringColumn, useRecurringColumns } from './use-recurring-columns.tsx';

const COLUMNS = columnSet<RecurringColumn>(RECURRING_COLUMNS, { fixed: 'name' });

addPageTexts({ en: { recurringJobs: en }, de: { recurringJobs: de } });

/** Orders that are given again and again. */
export function RecurringJobsPage() {
  const { t } = useTranslation();
  const address = useSearch({ from: '/signed-in/jobs/recurring' });
  const navigate = useNavigate({ from: '/jobs/recurring' });
  const look = useListLook('recurring-jobs', COLUMNS);
  const list = useList({
    address,
    filters: ['search'],
    query: recurringQueryOf(address, look.pageSize),
    ask: recurringListQuery,
    go: (changes, options) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), ...options }),
  });
  const [deleting, setDeleting] = useState<RecurringJob | null>(null);
  const pause = usePauseRecurringJob();
  const remove = useDeleteRecurringJob();
  const columns = useRecurringColumns(look.shown);
  const open = (which: string | undefined): void => list.go({ open: which });

  return (
    <ListPage
      list={list}
      look={look}
      title={t('jobs.list.recurring')}
      intro={<JobPlaces />}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('new')}>
          {t('recurringJobs.new')}
        </Button>
      }
      searchLabel={t('recurringJobs.search')}
      searchHint={t('recurringJobs.search')}
      columns={columns}
      columnLabel={(column) => t(`recurringJobs.column.${column}`)}
      nameOf={({ name }) => name}
      onVisit={({ id }) => open(id)}
      menu={(job) => (
        <>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => open(job.id)}>
            {t('recurringJobs.edit')}
          </Menu.Item>
          <Menu.Item
            leftSection={job.paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
            onClick={() => pause.mutate(job)}
          >
            {t(job.paused ? 'recurringJobs.resume' : 'recurringJobs.pause')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setDeleting(job)}>
            {t('recurringJobs.delete.action')}
          </Menu.Item>
        </>
      )}
      empty={{
        icon: <IconCalendarRepeat size={28} stroke={1.5} />,
        title: t('recurringJobs.emptyTitle'),
        text: t('recurringJobs.emptyText'),
        action: <Button onClick={() => open('new')}>{t('recurringJobs.new')}</Button>,
      }}
    >
      {address.open === undefined ? null : (
        <RecurringJobDrawer
          key={address.open}
          id={address.open === 'new' ? null : address.open}
          onClose={() => open(undefined)}
        />
      )}
      {deleting === null ? null : (
        <ConfirmDialog
          title={t('recurringJobs.delete.title', { name: deleting.name })}
          confirmLabel={t('recurringJobs.delete.action')}
          count={1}
          danger
          onConfirm={() => remove.mutateAsync(deleting)}
          onClose={() => setDeleting(null)}
        >
          {t('recurringJobs.delete.text')}
        </ConfirmDialog>
      )}
    </ListPage>
  );
}
