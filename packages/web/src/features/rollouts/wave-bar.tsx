import { useTranslation } from 'react-i18next';
import type { RolloutCounts } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/index.ts';
import classes from './wave-bar.module.css';

const PARTS = ['success', 'failed', 'heldBack', 'underWay', 'waiting'] as const;

/** One bar for the clients of a wave or a rollout; its numbers in words for those who do not see it. */
export function WaveBar({ counts }: { counts: RolloutCounts }) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = PARTS.filter((part) => counts[part] > 0);
  const words = parts.map((part) => `${format.number(counts[part])} ${t(`rollouts.counted.${part}`)}`);
  return (
    <div className={classes['bar']} role="img" aria-label={words.join(', ') || t('rollouts.counted.nobody')}>
      {parts.map((part) => (
        <span key={part} data-part={part} style={{ flexGrow: counts[part] }} />
      ))}
    </div>
  );
}

/** The numbers of the bar in words. */
export function CountWords({ counts }: { counts: RolloutCounts }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={classes['words']}>
      {PARTS.filter((part) => counts[part] > 0).map((part) => (
        <li key={part}>
          <span className={classes['dot']} data-part={part} aria-hidden />
          <strong>{format.number(counts[part])}</strong> {t(`rollouts.counted.${part}`)}
        </li>
      ))}
    </ul>
  );
}
