import { Button } from '@mantine/core';
import { IconStairsUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { ClientScope, RolloutDetail } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { LoadedPage } from '../../shared/components/loaded-page.tsx';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { PageHeader } from '../../shared/components/page.tsx';
import { mergeDraft } from '../../shared/list/three-way.ts';
import { useScopeCount } from '../clients/index.ts';
import { draftOf, scopeOf } from './draft-of-rollout.ts';
import { OrderDetail } from './order-detail.tsx';
import { isSameScope, type OutdatedPlan, PlanChanged } from './plan-changed.tsx';
import { changeOf, type RolloutDraft } from './rollout-draft.ts';
import { RolloutWizard } from './rollout-wizard.tsx';
import { rolloutQuery, tagOf, useChangeRollout } from './rollouts.queries.ts';

/** Changes a rollout that has not begun. */
export function EditRolloutPage() {
  const { t } = useTranslation();
  const { rolloutId } = useParams({ from: '/signed-in/rollouts/$rolloutId/edit' });
  const query = useQuery(rolloutQuery(rolloutId));
  return (
    <LoadedPage query={query} back={<Breadcrumb to="/rollouts">{t('rollouts.title')}</Breadcrumb>}>
      {(rollout) => <LoadedRollout rollout={rollout} />}
    </LoadedPage>
  );
}

function LoadedRollout({ rollout }: { rollout: RolloutDetail }) {
  const { t } = useTranslation();
  const change = useChangeRollout(rollout.id);
  // What is typed here stays although the rollout is read anew.
  const [base, setBase] = useState(rollout);
  const [draft, setDraft] = useState(() => draftOf(rollout));
  const [outdated, setOutdated] = useState<OutdatedPlan | null>(null);
  const [reloads, setReloads] = useState(0);
  const scope = scopeOf(base);
  const count = useScopeCount(scope);
  // What is stored with "now" begins at once.
  const isOpen = rollout.state === 'planned' || change.isPending || change.isSuccess;
  const save = async (finished: RolloutDraft, chosen: ClientScope): Promise<RolloutDetail | null> => {
    const body = changeOf(finished, chosen, new Date().toISOString());
    if (body === null) return null;
    try {
      return await change.mutateAsync({ etag: tagOf(base), body });
    } catch (problem) {
      const current = problem instanceof ApiError ? problem.current : null;
      if (current === null) throw problem;
      change.reset();
      const theirs = current.state as unknown as RolloutDetail;
      const merged = mergeDraft(draftOf(base), draftOf(theirs), finished);
      setOutdated({
        ...merged,
        current,
        before: base,
        theirs,
        picked: isSameScope(chosen, scope) ? null : chosen,
      });
      setBase(theirs);
      setDraft(merged.draft);
      return null;
    }
  };
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
            // Also who was chosen here is given up for what is there now.
            key={reloads}
            draft={draft}
            stored={draftOf(base)}
            onChange={setDraft}
            brought={scope === null ? null : { scope, count }}
            rolloutId={rollout.id}
            order={<OrderDetail rollout={base} />}
            error={change.error}
            notice={
              outdated === null ? null : (
                <PlanChanged
                  outdated={outdated}
                  onReload={() => {
                    setDraft(draftOf(outdated.theirs));
                    setOutdated(null);
                    setReloads(reloads + 1);
                  }}
                />
              )
            }
            isPending={change.isPending}
            finishLabel={({ start }) => t(`rollouts.wizard.save.${start.kind}`)}
            onMove={change.reset}
            onFinish={save}
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
