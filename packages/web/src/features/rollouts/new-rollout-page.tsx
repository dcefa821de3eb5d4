import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { PageHeader } from '../../shared/components/page.tsx';
import { useBroughtClients } from '../clients/index.ts';
import { emptyDraft, newRolloutOf } from './rollout-draft.ts';
import { RolloutWizard } from './rollout-wizard.tsx';
import { useCreateRollout } from './rollouts.queries.ts';

/** Makes a rollout. */
export function NewRolloutPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/rollouts/new' });
  const navigate = useNavigate();
  const brought = useBroughtClients(search);
  const create = useCreateRollout();
  return (
    <>
      <Breadcrumb to="/rollouts">{t('rollouts.title')}</Breadcrumb>
      <PageHeader title={t('rollouts.new')} />
      <RolloutWizard
        draft={emptyDraft(search.template ?? null)}
        brought={brought}
        error={create.error}
        isPending={create.isPending}
        finishLabel={({ start }) => t(`rollouts.wizard.create.${start.kind}`)}
        onMove={create.reset}
        onFinish={async (draft, scope) => {
          const rollout = newRolloutOf(draft, scope, new Date().toISOString());
          if (rollout === null) return;
          const { id: rolloutId } = await create.mutateAsync(rollout);
          await navigate({ to: '/rollouts/$rolloutId', params: { rolloutId } });
        }}
      />
    </>
  );
}
