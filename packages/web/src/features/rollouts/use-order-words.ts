import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { templateQuery } from '../templates/index.ts';
import type { RolloutDraft } from './rollout-draft.ts';

/** What a draft orders, in a few words. */
export function useOrderWords({ kind, templateId, values, fileIds, removals }: RolloutDraft): string {
  const { t } = useTranslation();
  const isTemplate = kind === 'apply-template' && templateId !== null;
  const { data: template } = useQuery({ ...templateQuery(templateId ?? ''), enabled: isTemplate });
  if (isTemplate) return t('rollouts.templateNamed', { name: template?.name ?? '…' });
  const type = t(`rollouts.type.${kind}`);
  switch (kind) {
    case 'configure':
      return `${type} · ${t('rollouts.values', { count: values.length })}`;
    case 'deploy-files':
      return `${type} · ${t('rollouts.files', { count: fileIds.length })}`;
    case 'delete-files':
      return `${type} · ${t('rollouts.files', { count: removals.length })}`;
    default:
      return type;
  }
}
