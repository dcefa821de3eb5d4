import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry as Entry } from '../../../api/types.ts';
import { InlineProblem } from '../../../shared/components/messages.tsx';
import { RelativeTime } from '../../../shared/components/relative-time.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { ChangeTable } from './change-table.tsx';
import classes from './history.module.css';
import { type HistoryOf, historyEntryQuery } from './history.queries.ts';

/** More values than these are folded until somebody wants them. */
const IN_SIGHT = 5;

interface HistoryEntryProps {
  of: HistoryOf;
  entry: Entry;
  chosen: boolean;
  /** Whether it can be one of the two that are compared. */
  canChoose: boolean;
  onChoose: () => void;
  onPutBack: () => void;
}

/** A change that was submitted: who, when, why, and each value old and new. */
export function HistoryEntry({ of, entry, chosen, canChoose, onChoose, onPutBack }: HistoryEntryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [unfolded, setUnfolded] = useState(false);
  const missesSome = entry.changes.length < entry.changeCount;
  const whole = useQuery({ ...historyEntryQuery(of, entry.id), enabled: unfolded && missesSome });
  const changes = whole.data?.changes ?? entry.changes;
  const title = t('configuration.history.entry', { time: format.dateTime(entry.at) });
  return (
    <li className={classes['entry']} data-chosen={chosen}>
      <div className={classes['head']}>
        <Checkbox
          checked={chosen}
          disabled={!chosen && !canChoose}
          aria-label={t('configuration.history.choose', { time: format.dateTime(entry.at) })}
          onChange={onChoose}
        />
        <span className={classes['who']}>
          <strong>{entry.by ?? t('configuration.history.nobody')}</strong>{' '}
          {t(`configuration.history.cause.${entry.cause}`, {
            template: entry.source?.templateName ?? '',
            interpolation: { escapeValue: false },
          })}
        </span>
        <span className={classes['soft']}>
          <RelativeTime iso={entry.at} />
        </span>
        {entry.jobId === null ? null : (
          <Link to="/jobs/$jobId" params={{ jobId: entry.jobId }}>
            {t('configuration.history.job')}
          </Link>
        )}
        <Button variant="default" size="xs" className={classes['putBack'] ?? ''} onClick={onPutBack}>
          {t('configuration.history.putBack')}
        </Button>
      </div>
      <ChangeTable changes={unfolded ? changes : changes.slice(0, IN_SIGHT)} label={title} />
      <InlineProblem error={whole.error} />
      {entry.changeCount <= IN_SIGHT ? null : (
        <button
          type="button"
          className={classes['more']}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          {unfolded
            ? t('configuration.history.less')
            : t('configuration.history.more', {
                count: entry.changeCount - IN_SIGHT,
                number: format.number(entry.changeCount - IN_SIGHT),
              })}
        </button>
      )}
    </li>
  );
}
