import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Group } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { OpenedForm } from '../../shared/components/opened-form.tsx';
import { PageHeader } from '../../shared/components/page.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { GroupForm } from './group-form.tsx';
import { groupQuery } from './groups.queries.ts';

/** Makes a group (guide section 8.1). */
export function NewGroupPage() {
  const { t } = useTranslation();
  const close = useClose('groups.created');
  return (
    <>
      <Breadcrumb to="/groups">{t('groups.title')}</Breadcrumb>
      <PageHeader title={t('groups.newTitle')} />
      <GroupForm group={null} {...close} />
    </>
  );
}

/** Changes a group (guide section 8.3). */
export function EditGroupPage() {
  const { t } = useTranslation();
  const { groupId } = useParams({ from: '/signed-in/groups/$groupId/edit' });
  const query = useQuery(groupQuery(groupId));
  const close = useClose('groups.saved', groupId);
  return (
    <>
      <Breadcrumb to="/groups">{t('groups.title')}</Breadcrumb>
      <OpenedForm query={query}>
        {(group) => (
          <>
            <PageHeader title={t('groups.editTitle')} detail={group.name} />
            <GroupForm group={group} {...close} />
          </>
        )}
      </OpenedForm>
    </>
  );
}

function useClose(message: 'groups.created' | 'groups.saved', groupId?: string) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  return {
    onSaved: ({ id, name, memberCount }: Group): void => {
      void showToast({
        id: `group-${id}`,
        message: t(message, {
          name,
          count: memberCount,
          number: format.number(memberCount),
          interpolation: { escapeValue: false },
        }),
      });
      void navigate({ to: '/groups/$groupId', params: { groupId: id } });
    },
    onCancel: (): void =>
      void (groupId === undefined
        ? navigate({ to: '/groups' })
        : navigate({ to: '/groups/$groupId', params: { groupId } })),
  };
}
