import { useTranslation } from 'react-i18next';
import type { Job, TargetState } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/index.ts';
import { barParts } from './job-states.ts';
import classes from './target-bar.module.css';

/** One bar divided by target state; its numbers in words for those who do not see it. */
export function TargetBar({ counts, size = 'md' }: { counts: Job['counts']; size?: 'sm' | 'md' }) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = barParts(counts);
  const words = parts.map((part) => `${format.number(part.count)} ${t(`jobs.target.${part.state}`)}`);
  return (
    <div className={classes['bar']} data-size={size} role="img" aria-label={words.join(', ')}>
      {parts.map((part) => (
        <span key={part.state} data-state={part.state} style={{ flexGrow: part.count }} />
      ))}
    </div>
  );
}

interface TargetCountsProps {
  counts: Job['counts'];
  selected: TargetState | undefined;
  onSelect: (state: TargetState | undefined) => void;
}

/** The numbers of the bar; each is a filter for the list below. */
export function TargetCounts({ counts, selected, onSelect }: TargetCountsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = barParts(counts);
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  return (
    <fieldset className={classes['counts']} aria-label={t('jobs.filterByState')}>
      <button
        type="button"
        className={classes['count']}
        aria-pressed={selected === undefined}
        onClick={() => onSelect(undefined)}
      >
        <strong>{format.number(total)}</strong> {t('jobs.allTargets', { count: total })}
      </button>
      {parts.map((part) => (
        <button
          key={part.state}
          type="button"
          className={classes['count']}
          aria-pressed={selected === part.state}
          onClick={() => onSelect(selected === part.state ? undefined : part.state)}
        >
          <span className={classes['dot']} data-state={part.state} aria-hidden />
          <strong>{format.number(part.count)}</strong> {t(`jobs.target.${part.state}`)}
        </button>
      ))}
    </fieldset>
  );
}
