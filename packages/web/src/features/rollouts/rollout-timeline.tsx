import { useTranslation } from 'react-i18next';
import type { RolloutDetail } from '../../api/types.ts';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { ROLLOUT_TONE, useSentence } from './rollout-words.ts';
import classes from './rollouts.module.css';

/** What happened to a rollout, the newest first. */
export function RolloutTimeline({ events }: Pick<RolloutDetail, 'events'>) {
  const { t } = useTranslation();
  const words = useSentence();
  return (
    <Panel>
      <PanelTitle>{t('rollouts.timeline')}</PanelTitle>
      <ol className={classes['timeline']}>
        {events.toReversed().map((event) => (
          <li
            key={`${event.at} ${event.sentence.code} ${String(event.sentence.params['wave'] ?? '')}`}
            data-tone={ROLLOUT_TONE[event.state]}
          >
            <span>{words(event.sentence)}</span>
            <span className={classes['soft']}>
              <RelativeTime iso={event.at} />
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
