import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RolloutDetail } from '../../api/types.ts';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { CountWords, WaveBar } from './wave-bar.tsx';
import classes from './wave-steps.module.css';

type Wave = RolloutDetail['waves'][number];

interface WaveStepsProps {
  rollout: RolloutDetail;
  /** The wave of which the clients are listed below. */
  selected: number | undefined;
  onSelect: (wave: number | undefined) => void;
}

/** The waves from left to right, each with what has to come of it. */
export function WaveSteps({ rollout, selected, onSelect }: WaveStepsProps) {
  const { t } = useTranslation();
  return (
    <ol className={classes['steps']} aria-label={t('rollouts.waves')}>
      {rollout.waves.map((wave) => (
        <li key={wave.wave} data-state={stateOf(wave, rollout)} data-selected={selected === wave.wave}>
          <button
            type="button"
            className={classes['head']}
            aria-pressed={selected === wave.wave}
            onClick={() => onSelect(selected === wave.wave ? undefined : wave.wave)}
          >
            <span className={classes['number']}>{t('rollouts.waveNumber', { wave: wave.wave })}</span>
            <span className={classes['kind']}>
              {wave.kind === 'canary'
                ? t('rollouts.canary')
                : t('rollouts.upTo', { percent: wave.percent ?? 100 })}
            </span>
          </button>
          <WaveBar counts={wave.counts} />
          <CountWords counts={wave.counts} />
          <Gate wave={wave} isLast={wave.wave === rollout.waveCount} />
          <div className={classes['foot']}>
            {wave.beganAt === null ? (
              t('rollouts.notBegun')
            ) : (
              <span>
                {t('rollouts.began')} <RelativeTime iso={wave.beganAt} />
              </span>
            )}
            {wave.jobIds.map((jobId, place) => (
              <Link key={jobId} to="/jobs/$jobId" params={{ jobId }}>
                {wave.jobIds.length === 1
                  ? t('rollouts.toJob')
                  : t('rollouts.toJobNumber', { number: place + 1 })}
              </Link>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Gate({ wave, isLast }: { wave: Wave; isLast: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (isLast || wave.endedAt !== null || wave.needed === 0) return null;
  const numbers = { needed: format.number(wave.needed), total: format.number(wave.clientCount) };
  return (
    <div className={classes['gate']}>
      {wave.gateReachedAt === null ? t('rollouts.gateNeeds', numbers) : t('rollouts.gateReached', numbers)}
    </div>
  );
}

function stateOf(wave: Wave, rollout: RolloutDetail): 'waiting' | 'running' | 'stopped' | 'ended' {
  if (wave.beganAt === null) return 'waiting';
  if (wave.endedAt !== null && wave.wave < rollout.wave) return 'ended';
  if (rollout.state === 'stopped' && wave.wave === rollout.wave) return 'stopped';
  return wave.endedAt !== null || rollout.state === 'aborted' ? 'ended' : 'running';
}
