import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientScope } from '../../api/types.ts';
import { Refusal } from '../../shared/components/refusal.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { changedPlanOf, planOf, type RolloutDraft } from './rollout-draft.ts';
import { type PlanToPreview, previewQuery } from './rollouts.queries.ts';
import classes from './wizard.module.css';

interface PreviewedWavesProps {
  draft: RolloutDraft;
  scope: ClientScope | null;
  /** The rollout that is changed; absent: a new one. */
  rolloutId?: string | undefined;
}

/** What the waves would be if the rollout began now. */
export function PreviewedWaves({ draft, scope, rolloutId }: PreviewedWavesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const toAsk = askedPlan({ ...draft, notBackMinutes: null, window: null }, scope, rolloutId);
  const version = useVersion(JSON.stringify(toAsk));
  const [asked] = useDebouncedValue(version, 300);
  const isCurrent = asked === version && toAsk !== null;
  const { data, error, isFetching } = useQuery(
    isCurrent
      ? previewQuery(toAsk, [asked])
      : { queryKey: ['rollouts', 'preview', asked], queryFn: skipToken },
  );
  if (toAsk === null) return null;
  if (error !== null) return <Refusal error={error} />;
  const largest = Math.max(1, ...(data?.waves ?? []).map(({ clientCount }) => clientCount));
  return (
    <section aria-live="polite" aria-busy={isFetching} className={classes['preview']}>
      <h3>{t('rollouts.preview.title')}</h3>
      {data === undefined ? (
        <p className={classes['soft']}>{t('common.loading')}</p>
      ) : (
        <>
          <ol className={classes['bars']}>
            {data.waves.map((wave, place) => (
              <li key={`${wave.kind} ${wave.percent ?? ''}`}>
                <span>
                  {t('rollouts.waveNumber', { wave: place + 1 })}{' '}
                  <span className={classes['soft']}>
                    {wave.kind === 'canary'
                      ? t('rollouts.canary')
                      : t('rollouts.upTo', { percent: wave.percent ?? 100 })}
                  </span>
                </span>
                <span className={classes['track']} aria-hidden>
                  <span style={{ width: `${(100 * wave.clientCount) / largest}%` }} />
                </span>
                <span>
                  {t('rollouts.preview.clients', {
                    count: wave.clientCount,
                    number: format.number(wave.clientCount),
                  })}
                  <span className={classes['soft']}>
                    {' '}
                    {wave.models
                      .slice(0, 4)
                      .map(({ model, count }) => `${format.number(count)} × ${model}`)
                      .join(', ')}
                    {wave.models.length > 4 ? ', …' : null}
                  </span>
                </span>
              </li>
            ))}
          </ol>
          {data.leftOut === 0 ? null : (
            <p className={classes['warning']}>{t('rollouts.leftOut', { count: data.leftOut })}</p>
          )}
        </>
      )}
    </section>
  );
}

function askedPlan(
  draft: RolloutDraft,
  scope: ClientScope | null,
  id: string | undefined,
): PlanToPreview | null {
  if (id === undefined) {
    const plan = planOf(draft, scope);
    return plan === null ? null : { plan };
  }
  const plan = changedPlanOf(draft, scope);
  return plan === null ? null : { id, plan };
}

let versions = 0;

/** A number that stands for a text: plans may hold secrets, which must not become keys of a cache. */
function useVersion(text: string): number {
  const known = useRef({ text: '', version: 0 });
  if (known.current.text !== text) {
    versions += 1;
    known.current = { text, version: versions };
  }
  return known.current.version;
}
