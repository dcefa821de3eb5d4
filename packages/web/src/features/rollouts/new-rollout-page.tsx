import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
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
  const brought = useBroughtClients(search);
  const create = useCreateRollout();
  const [empty] = useState(() => emptyDraft(search.template ?? null));
  const [draft, setDraft] = useState(empty);
  return (
    <>
      <Breadcrumb to="/rollouts">{t('rollouts.title')}</Breadcrumb>
      <PageHeader title={t('rollouts.new')} />
      <RolloutWizard
        draft={draft}
        stored={empty}
        onChange={setDraft}
        brought={brought}
        error={create.error}
        isPending={create.isPending}
        finishLabel={({ start }) => t(`rollouts.wizard.create.${start.kind}`)}
        onMove={create.reset}
        onFinish={async (finished, scope) => {
          const rollout = newRolloutOf(finished, scope, new Date().toISOString());
          return rollout === null ? null : create.mutateAsync(rollout);
        }}
      />
    </>
  );
}
