import { useTranslation } from 'react-i18next';
import type { TargetEvent } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/index.ts';
import { useTargetWords } from './job-words.ts';
import classes from './target-timeline.module.css';

const BAD = new Set(['refused', 'unreachable', 'timeout', 'failed', 'aborted', 'action_failed']);
const GOOD = new Set(['stored', 'done', 'restarted', 'read', 'verified']);

function toneOf(kind: string): 'bad' | 'good' | 'plain' {
  const name = kind.split('.').at(-1) ?? kind;
  if (BAD.has(name) || name.startsWith('refused')) return 'bad';
  return GOOD.has(name) ? 'good' : 'plain';
}

/** What happened to a target, in order. */
export function TargetTimeline({ events, open }: { events: readonly TargetEvent[]; open: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useTargetWords();
  if (events.length === 0) return <p className={classes['none']}>{t('jobs.target.noEvents')}</p>;
  return (
    <ol className={classes['timeline']} aria-label={t('jobs.target.events')}>
      {events.map((event, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added at the end
        <li key={at} data-tone={toneOf(event.kind)}>
          <time dateTime={event.at} title={format.exact(event.at)} className="df-mono">
            {format.time(event.at)}
          </time>
          <span>{words(event)}</span>
        </li>
      ))}
      {open ? (
        <li data-tone="open">
          <span className={classes['waiting']}>{t('jobs.target.stillOpen')}</span>
        </li>
      ) : null}
    </ol>
  );
}
