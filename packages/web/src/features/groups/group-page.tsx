import { Button } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { LoadError } from '../../shared/components/messages.tsx';
import { PageHeader, Panel, PanelTitle } from '../../shared/components/page.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { DeleteGroupsDialog } from './delete-dialog.tsx';
import { GroupMembers } from './group-members.tsx';
import classes from './groups.module.css';
import { groupQuery } from './groups.queries.ts';
import { FilterMarks } from './use-group-columns.tsx';

/** One group: what finds its members, what they get, and who they are. */
export function GroupPage() {
  const { t } = useTranslation();
  const { groupId } = useParams({ from: '/signed-in/groups/$groupId' });
  const { data, error, refetch } = useQuery(groupQuery(groupId));
  return (
    <>
      <Breadcrumb to="/groups">{t('groups.title')}</Breadcrumb>
      {data !== undefined ? (
        <LoadedGroup group={data} />
      ) : error === null ? (
        <PageSkeleton />
      ) : (
        <LoadError error={error} onRetry={() => void refetch()} />
      )}
    </>
  );
}

function LoadedGroup({ group }: { group: Group }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <PageHeader
        title={group.name}
        detail={t('groups.preview.count', {
          count: group.memberCount,
          number: format.number(group.memberCount),
        })}
        actions={
          <>
            <Button
              component={Link}
              to="/groups/$groupId/edit"
              params={{ groupId: group.id } as never}
              leftSection={<IconPencil size={16} aria-hidden />}
            >
              {t('groups.actions.edit')}
            </Button>
            <Button
              variant="default"
              color="red"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setDeleting(true)}
            >
              {t('groups.actions.delete')}
            </Button>
          </>
        }
      />
      <div className={classes['stack']}>
        <Panel>
          <PanelTitle>{t('groups.section.details')}</PanelTitle>
          <dl className={classes['facts']}>
            {group.description === '' ? null : (
              <>
                <dt>{t('groups.field.description')}</dt>
                <dd>{group.description}</dd>
              </>
            )}
            <dt>{t('groups.column.filters')}</dt>
            <dd>
              <FilterMarks filter={group.filter} all />
            </dd>
            <dt>{t('groups.section.templates')}</dt>
            <dd>
              {group.templates.length === 0 ? (
                t('groups.noTemplates')
              ) : (
                <ol className={classes['ordered']}>
                  {group.templates.map(({ id, name }) => (
                    <li key={id}>
                      <Link to="/templates/$templateId" params={{ templateId: id }}>
                        {name}
                      </Link>
                    </li>
                  ))}
                </ol>
              )}
            </dd>
            <dt>{t('groups.field.ranking')}</dt>
            <dd>{format.number(group.ranking)}</dd>
            <dt>{t('groups.column.updated')}</dt>
            <dd>
              <RelativeTime iso={group.updatedAt} />
              {group.updatedBy === null ? null : `, ${group.updatedBy}`}
            </dd>
          </dl>
        </Panel>
        <GroupMembers groupId={group.id} />
      </div>
      {deleting ? (
        <DeleteGroupsDialog
          ids={[group.id]}
          groups={[group]}
          onDone={() => void navigate({ to: '/groups' })}
          onClose={() => setDeleting(false)}
        />
      ) : null}
    </>
  );
}
