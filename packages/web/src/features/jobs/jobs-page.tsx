import { Button, Menu } from '@mantine/core';
import {
  IconListCheck,
  IconPlayerStop,
  IconRefreshAlert,
  IconRepeat,
  IconSettings,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../api/types.ts';
import { FilterPopover } from '../../shared/components/filter-popover.tsx';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { present } from '../../shared/list/search-params.ts';
import { ListPage, useList } from '../../shared/list-page/index.ts';
import { useListLook } from '../session/index.ts';
import { AgainDialog } from './again-dialog.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { DeleteJobsDialog } from './delete-jobs-dialog.tsx';
import { JOB_COLUMNS } from './job-columns.ts';
import { JobPlaces } from './job-places.tsx';
import { JOB_FILTERS, jobListQueryOf } from './job-search.ts';
import { JobSettingsDrawer } from './job-settings-drawer.tsx';
import { canRetry, JOB_STATES, JOB_TYPES } from './job-states.ts';
import { useJobTitle } from './job-words.ts';
import { initiatorsQuery, jobListQuery } from './jobs.queries.ts';
import { TimeFilterForm } from './time-filter-form.tsx';
import { useJobColumns } from './use-job-columns.tsx';

type Opened =
  | { kind: 'delete'; ids: string[]; jobs: Job[] }
  | { kind: 'retry' | 'repeat' | 'cancel'; job: Job }
  | { kind: 'settings' };

export function JobsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useJobTitle();
  const address = useSearch({ from: '/signed-in/jobs' });
  const navigate = useNavigate({ from: '/jobs' });
  const visit = useNavigate();
  const look = useListLook('jobs', JOB_COLUMNS);
  const list = useList({
    address,
    filters: JOB_FILTERS,
    query: jobListQueryOf(address, look.pageSize),
    ask: jobListQuery,
    go: (changes, options) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), ...options }),
  });
  const { data: initiators } = useQuery(initiatorsQuery);
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = (): void => setOpened(null);
  const columns = useJobColumns(look.shown);
  const { state, type, initiator, after, before, recurringId } = address;

  return (
    <ListPage
      list={list}
      look={look}
      title={t('jobs.list.title')}
      actions={
        <IconButton label={t('jobs.settings.title')} onClick={() => setOpened({ kind: 'settings' })}>
          <IconSettings size={18} />
        </IconButton>
      }
      intro={<JobPlaces />}
      searchLabel={t('jobs.list.search')}
      searchHint={t('jobs.list.search')}
      filters={
        <>
          <FilterSelect
            label={t('jobs.column.state')}
            options={JOB_STATES.map((value) => ({ value, label: t(`jobs.state.${value}`) }))}
            value={state}
            onChange={(value) => list.change({ state: value })}
          />
          <FilterSelect
            label={t('jobs.column.type')}
            options={JOB_TYPES.map((value) => ({ value, label: t(`jobs.type.${value}`) }))}
            value={type}
            onChange={(value) => list.change({ type: value })}
          />
          <FilterSelect
            label={t('jobs.column.initiator')}
            options={(initiators ?? []).map(({ username, jobs }) => ({
              value: username,
              label: username,
              detail: format.number(jobs),
            }))}
            value={initiator}
            onChange={(value) => list.change({ initiator: value })}
          />
          <FilterPopover active={[after, before].filter((time) => time !== undefined).length} height={180}>
            {(done) => (
              <TimeFilterForm
                after={after}
                before={before}
                onApply={(times) => {
                  list.change(times);
                  done();
                }}
              />
            )}
          </FilterPopover>
        </>
      }
      chips={{
        state: state && t('jobs.chip.state', { state: t(`jobs.state.${state}`) }),
        type: type && t('jobs.chip.type', { type: t(`jobs.type.${type}`) }),
        initiator: initiator && t('jobs.chip.initiator', { name: initiator }),
        after: after && t('jobs.chip.after', { time: format.dateTime(after) }),
        before: before && t('jobs.chip.before', { time: format.dateTime(before) }),
        recurringId: recurringId && t('jobs.chip.recurring'),
      }}
      columns={columns}
      columnLabel={(column) => t(`jobs.column.${column}`)}
      nameOf={title}
      onVisit={({ id }) => void visit({ to: '/jobs/$jobId', params: { jobId: id } })}
      menu={(job) => (
        <>
          {canRetry(job) ? (
            <Menu.Item
              leftSection={<IconRefreshAlert size={16} />}
              onClick={() => setOpened({ kind: 'retry', job })}
            >
              {t('jobs.retry.action')}
            </Menu.Item>
          ) : null}
          <Menu.Item
            leftSection={<IconRepeat size={16} />}
            onClick={() => setOpened({ kind: 'repeat', job })}
          >
            {t('jobs.repeat.action')}
          </Menu.Item>
          <Menu.Divider />
          {job.finishedAt === null ? (
            <Menu.Item
              leftSection={<IconPlayerStop size={16} />}
              onClick={() => setOpened({ kind: 'cancel', job })}
            >
              {t('jobs.cancel.action')}
            </Menu.Item>
          ) : (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} />}
              onClick={() => setOpened({ kind: 'delete', ids: [job.id], jobs: [job] })}
            >
              {t('jobs.delete.action')}
            </Menu.Item>
          )}
        </>
      )}
      bulk={{
        label: t('jobs.selection'),
        all: list.total <= MAX_SELECTED,
        actions: (
          <Button
            size="xs"
            color="red"
            variant="default"
            leftSection={<IconTrash size={15} />}
            onClick={() =>
              setOpened({
                kind: 'delete',
                ids: [...list.selection],
                jobs: list.rows.filter(({ id }) => list.selection.has(id)),
              })
            }
          >
            {t('jobs.delete.action')}
          </Button>
        ),
      }}
      empty={{
        icon: <IconListCheck size={28} stroke={1.5} />,
        title: t('jobs.list.emptyTitle'),
        text: t('jobs.list.emptyText'),
        action: (
          <Button component={Link} to="/clients">
            {t('jobs.list.emptyAction')}
          </Button>
        ),
      }}
      nothingMatches={t('jobs.list.nothingMatches')}
    >
      {opened?.kind === 'delete' ? (
        <DeleteJobsDialog ids={opened.ids} jobs={opened.jobs} onDone={list.clearSelection} onClose={close} />
      ) : null}
      {opened?.kind === 'retry' || opened?.kind === 'repeat' ? (
        <AgainDialog job={opened.job} kind={opened.kind} onClose={close} />
      ) : null}
      {opened?.kind === 'cancel' ? <CancelDialog job={opened.job} onClose={close} /> : null}
      {opened?.kind === 'settings' ? <JobSettingsDrawer onClose={close} /> : null}
    </ListPage>
  );
}

/** As many jobs are deleted in one go. */
const MAX_SELECTED = 5_000;
