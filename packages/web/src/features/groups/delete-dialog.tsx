import { useTranslation } from 'react-i18next';
import type { Group } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { useSeenVersions } from '../../shared/list/use-seen-versions.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { useDeleteGroups } from './groups.queries.ts';

interface DeleteDialogProps {
  ids: readonly string[];
  /** Those of them that are in sight. */
  groups: readonly Group[];
  onDone: () => void;
  onClose: () => void;
}

/** Says what members lose before groups go. */
export function DeleteGroupsDialog({ ids, groups, onDone, onClose }: DeleteDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const remove = useDeleteGroups();
  const versions = useSeenVersions(groups);
  const [only] = groups;
  const members = groups.reduce((sum, { memberCount }) => sum + memberCount, 0);
  const consequence = ({ name, memberCount, templates }: Group): string =>
    t(templates.length === 0 ? 'groups.delete.membersOnly' : 'groups.delete.members', {
      name,
      count: memberCount,
      members: format.number(memberCount),
      templates: format.list(templates.map((template) => template.name)),
      interpolation: { escapeValue: false },
    });
  return (
    <ConfirmDialog
      title={
        ids.length === 1 && only !== undefined
          ? t('groups.delete.titleOne', { name: only.name })
          : t('groups.delete.title', { count: ids.length })
      }
      confirmLabel={t('groups.delete.confirm', { count: ids.length })}
      // What matters is how many clients lose something.
      count={Math.max(ids.length, members)}
      wantsNumber
      danger
      onConfirm={async () => {
        const { deleted } = await remove.mutateAsync({ ids: [...ids], versions });
        void showToast({ id: 'groups-deleted', message: t('groups.delete.done', { count: deleted }) });
        onDone();
      }}
      onClose={onClose}
    >
      <ul style={{ margin: '0 0 8px', paddingLeft: 20 }}>
        {groups.map((group) => (
          <li key={group.id}>{consequence(group)}</li>
        ))}
      </ul>
      {ids.length > groups.length ? (
        <p>{t('groups.delete.notInSight', { number: format.number(ids.length - groups.length) })}</p>
      ) : null}
      {t('groups.delete.text')}
    </ConfirmDialog>
  );
}
