import { Button } from '@mantine/core';
import { IconStairsUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RolloutDetail } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { EmptyMessage, LoadError } from '../../shared/components/messages.tsx';
import { PageHeader } from '../../shared/components/page.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { useScopeCount } from '../clients/index.ts';
import { draftOf, scopeOf } from './draft-of-rollout.ts';
import { OrderDetail } from './order-detail.tsx';
import { changeOf } from './rollout-draft.ts';
import { RolloutWizard } from './rollout-wizard.tsx';
import { rolloutQuery, useChangeRollout } from './rollouts.queries.ts';

/** Changes a rollout that has not begun. */
export function EditRolloutPage() {
  const { t } = useTranslation();
  const { rolloutId } = useParams({ from: '/signed-in/rollouts/$rolloutId/edit' });
  const { data: rollout, error, refetch } = useQuery(rolloutQuery(rolloutId));
  if (rollout !== undefined) return <LoadedRollout rollout={rollout} />;
  if (error === null) return <PageSkeleton />;
  return (
    <>
      <Breadcrumb to="/rollouts">{t('rollouts.title')}</Breadcrumb>
      <LoadError error={error} onRetry={() => void refetch()} />
    </>
  );
}

function LoadedRollout({ rollout }: { rollout: RolloutDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const change = useChangeRollout(rollout.id);
  // What is typed here stays although the rollout is read anew.
  const [first] = useState(rollout);
  const scope = scopeOf(first);
  const count = useScopeCount(scope);
  // What is stored with "now" begins at once.
  const isOpen = rollout.state === 'planned' || change.isPending || change.isSuccess;
  const toRollout = { to: '/rollouts/$rolloutId', params: { rolloutId: rollout.id } } as const;
  const back = (label: string) => (
    <Button variant="default" renderRoot={(props) => <Link {...toRollout} {...props} />}>
      {label}
    </Button>
  );
  return (
    <>
      <Breadcrumb to="/rollouts">{t('rollouts.title')}</Breadcrumb>
      <PageHeader
        title={t('rollouts.edit.title', { name: rollout.name })}
        actions={isOpen ? back(t('common.cancel')) : undefined}
      />
      {isOpen ? (
        count === undefined ? null : (
          <RolloutWizard
            draft={draftOf(first)}
            brought={scope === null ? null : { scope, count }}
            rolloutId={rollout.id}
            order={<OrderDetail rollout={first} />}
            error={change.error}
            isPending={change.isPending}
            finishLabel={({ start }) => t(`rollouts.wizard.save.${start.kind}`)}
            onMove={change.reset}
            onFinish={async (draft, chosen) => {
              const changed = changeOf(draft, chosen, new Date().toISOString());
              if (changed === null) return;
              await change.mutateAsync(changed);
              await navigate(toRollout);
            }}
          />
        )
      ) : (
        <EmptyMessage
          icon={<IconStairsUp size={28} stroke={1.5} />}
          title={t('rollouts.edit.begun')}
          action={back(t('rollouts.open'))}
        >
          {t('rollouts.edit.begunText')}
        </EmptyMessage>
      )}
    </>
  );
}
