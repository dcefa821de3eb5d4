import { Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedReference, Template } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { useSeenVersions } from '../../shared/list/use-seen-versions.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { useDeleteTemplates } from './templates.queries.ts';

interface DeleteDialogProps {
  ids: readonly string[];
  /** Those of them whose use is known: the rows in sight. */
  templates: readonly Template[];
  onDone: () => void;
  onClose: () => void;
}

/** Says where templates are used before they go. */
export function DeleteTemplatesDialog({ ids, templates, onDone, onClose }: DeleteDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const remove = useDeleteTemplates();
  const versions = useSeenVersions(templates);
  const [withdraw, setWithdraw] = useState(false);
  const used = templates.filter(isUsed);
  const unknown = ids.length - templates.length;
  const [only] = templates;
  return (
    <ConfirmDialog
      title={
        ids.length === 1 && only !== undefined
          ? t('templates.delete.titleOne', { name: only.name })
          : t('templates.delete.title', { count: ids.length })
      }
      confirmLabel={t('templates.delete.confirm', { count: ids.length })}
      count={ids.length}
      wantsNumber
      danger
      onConfirm={async () => {
        const { deleted } = await remove.mutateAsync({ ids: [...ids], versions, withdraw });
        void showToast({ id: 'templates-deleted', message: t('templates.delete.done', { count: deleted }) });
        onDone();
      }}
      onClose={onClose}
    >
      <Stack gap="sm">
        {used.length === 0 && unknown === 0 ? (
          <div>{t('templates.delete.unused', { count: ids.length })}</div>
        ) : null}
        {used.length === 0 ? null : (
          <ul style={{ margin: 0, paddingLeft: 20 }}>
            {used.slice(0, SHOWN).map(({ id, name, usage }) => (
              <li key={id}>
                <strong>{name}</strong>: {whereUsed(usage.groups, usage.clients)}
              </li>
            ))}
            {used.length > SHOWN ? (
              <li>{t('templates.delete.more', { number: format.number(used.length - SHOWN) })}</li>
            ) : null}
          </ul>
        )}
        {unknown === 0 ? null : (
          <div>{t('templates.delete.notInSight', { number: format.number(unknown) })}</div>
        )}
        {used.length === 0 && unknown === 0 ? null : (
          <Switch
            label={t('templates.delete.withdraw')}
            description={t('templates.delete.withdrawText')}
            checked={withdraw}
            onChange={(event) => setWithdraw(event.currentTarget.checked)}
          />
        )}
      </Stack>
    </ConfirmDialog>
  );

  function whereUsed(groups: readonly NamedReference[], clients: number): string {
    return [
      ...(groups.length === 0
        ? []
        : [
            t('templates.usage.groups', {
              count: groups.length,
              names: format.list(groups.map(({ name }) => name)),
              interpolation: { escapeValue: false },
            }),
          ]),
      t('templates.usage.clients', { count: clients, number: format.number(clients) }),
    ].join(', ');
  }
}

/** Templates that are told one by one. */
const SHOWN = 6;

/** What an onboarding template has written is not its use: it stays when the template goes. */
function isUsed({ type, usage }: Template): boolean {
  return usage.groups.length > 0 || usage.chosenClients > 0 || (type === 'default' && usage.clients > 0);
}
