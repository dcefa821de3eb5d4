import { Switch } from '@mantine/core';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/problem.ts';
import type { ClientScope, Job, JobOrder } from '../../../api/types.ts';
import { ConfirmDialog } from '../../../shared/components/confirm-dialog.tsx';
import { LongText } from '../../../shared/components/long-text.tsx';
import { ScrollRegion } from '../../../shared/components/scroll-region.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { type Schedule, scheduledAt } from '../../../shared/list/schedule.ts';
import { cutText } from '../../../shared/text/visible-text.ts';
import { usePlaceOrder } from '../../jobs/index.ts';
import { type Change, objectionsOf, orderedValues } from './changes.ts';
import { useRuleWords } from './row-notes.tsx';
import { isBarring, type RuleNote, type RuleNotes } from './row-rules.ts';
import { useRowLabel, useSharedWords } from './row-words.ts';
import type { ValueKey } from './rows.ts';
import classes from './submit-dialog.module.css';

interface SubmitDialogProps {
  changes: readonly Change[];
  /** What the rules between parameters say with the changes. */
  notes: RuleNotes;
  scope: ClientScope;
  count: number;
  /** Name of a single client. */
  name: string | null;
  onPlaced: (jobId: string) => void;
  /** The server refused some values, in its words. */
  onRefused: (objections: ReadonlyMap<ValueKey, string>) => void;
  onClose: () => void;
}

/** What is about to be sent: old and new, how many clients, now or later. */
export function SubmitDialog({
  changes,
  notes,
  scope,
  count,
  name,
  onPlaced,
  onRefused,
  onClose,
}: SubmitDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const placeOrder = usePlaceOrder();
  const label = useRowLabel();
  const sharedWords = useSharedWords();
  const ruleWords = useRuleWords();
  // Offered when the server says that some of the clients cannot take a value.
  const [someUnfit, setSomeUnfit] = useState(false);
  const [skipUnfit, setSkipUnfit] = useState(false);

  const placing = async (order: JobOrder): Promise<Job | null> => {
    try {
      return await placeOrder(order);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'job.unfit_clients') {
        setSomeUnfit(true);
        throw error;
      }
      const objections = error instanceof ApiError ? objectionsOf(error.fields, changes) : new Map();
      if (objections.size === 0) throw error;
      onRefused(objections);
      return null;
    }
  };

  const submit = async (schedule: Schedule): Promise<void> => {
    const job = await placing({
      type: 'configure',
      clients: scope,
      values: orderedValues(changes),
      ...(skipUnfit ? { skipUnfit } : {}),
      ...scheduledAt(schedule),
    });
    if (job !== null) onPlaced(job.id);
  };

  return (
    <ConfirmDialog
      title={t('configuration.submit.title', { count: changes.length })}
      confirmLabel={t('configuration.submit.confirm', { count: changes.length })}
      count={count}
      wantsNumber
      withSchedule
      size="lg"
      onConfirm={submit}
      onClose={onClose}
    >
      <div className={classes['lead']}>
        {name === null ? (
          <Trans
            i18nKey="configuration.submit.forMany"
            values={{ number: format.number(count) }}
            components={{ b: <strong /> }}
          />
        ) : (
          <Trans i18nKey="configuration.submit.forOne" values={{ name }} components={{ b: <strong /> }} />
        )}
      </div>
      <ScrollRegion className={classes['scroll']} label={t('configuration.submit.changes')}>
        <table className={classes['changes']}>
          <thead>
            <tr>
              <th scope="col">{t('configuration.submit.parameter')}</th>
              <th scope="col">{t('configuration.submit.before')}</th>
              <th scope="col">{t('configuration.submit.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.row.key}>
                <th scope="row">
                  {label(change.row)}
                  <Hint note={notes.get(change.row.id)} words={ruleWords} />
                </th>
                <td className={classes['before']}>
                  <LongText
                    text={sharedWords(change.row, change.before, t('configuration.notSet'))}
                    label={label(change.row)}
                    maxLength={100}
                  />
                  {change.before.kind === 'different' && !change.row.secret ? (
                    <Spread change={change} words={sharedWords} />
                  ) : null}
                </td>
                <td className={classes['after']}>
                  {change.after === null ? (
                    t('configuration.withdrawn')
                  ) : (
                    <LongText
                      text={sharedWords(change.row, { kind: 'same', value: change.after }, '')}
                      label={label(change.row)}
                      maxLength={100}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {someUnfit ? (
        <Switch
          mt="md"
          label={t('configuration.submit.skipUnfit')}
          checked={skipUnfit}
          onChange={(event) => setSkipUnfit(event.currentTarget.checked)}
        />
      ) : null}
    </ConfirmDialog>
  );
}

/** What a rule between parameters says of a change that it does not keep from being submitted. */
function Hint({ note, words }: { note: RuleNote | undefined; words: (note: RuleNote) => string }) {
  if (note === undefined || isBarring(note)) return null;
  return <div className={classes['hint']}>{words(note)}</div>;
}

/** Values that are told in the summary; all of them are in the area. */
const TOLD = 3;

function Spread({ change, words }: { change: Change; words: ReturnType<typeof useSharedWords> }) {
  const format = useFormat();
  if (change.before.kind !== 'different') return null;
  const { values } = change.before;
  return (
    <div className={classes['hint']}>
      {values
        .slice(0, TOLD)
        .map(
          ({ value, count }) =>
            `${format.number(count)} × ${cutText(words(change.row, { kind: 'same', value }, ''), 40).shown}`,
        )
        .join(', ')}
      {values.length > TOLD ? ', …' : null}
    </div>
  );
}
