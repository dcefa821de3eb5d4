import { useTranslation } from 'react-i18next';
import { LongText } from '../../shared/components/long-text.tsx';
import { ScrollRegion } from '../../shared/components/scroll-region.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { cutText } from '../../shared/text/visible-text.ts';
import type { Change } from './changes.ts';
import classes from './changes-table.module.css';
import { useRuleWords } from './row-notes.tsx';
import { isBarring, type RuleNote, type RuleNotes } from './row-rules.ts';
import { useRowLabel, useSharedWords } from './row-words.ts';

interface ChangesTableProps {
  changes: readonly Change[];
  /** What the rules between parameters say with the changes. */
  notes: RuleNotes;
}

/** What is about to be submitted, old and new. */
export function ChangesTable({ changes, notes }: ChangesTableProps) {
  const { t } = useTranslation();
  const label = useRowLabel();
  const sharedWords = useSharedWords();
  const ruleWords = useRuleWords();
  return (
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
