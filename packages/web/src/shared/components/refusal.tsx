import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { Language } from '../../api/types.ts';
import { InlineProblem } from './messages.tsx';
import classes from './refusal.module.css';

/** Nobody reads more of them before the first ones are mended. */
const SHOWN = 10;

/** A failure with what the server objects to, in the reader's language where the server has it in it. */
export function Refusal({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'de' ? 'de' : 'en';
  const fields = error instanceof ApiError ? error.fields : [];
  if (fields.length === 0) return <InlineProblem error={error} />;
  const sentences = [...new Set(fields.map(({ text, message }) => text?.[language] ?? message))];
  const more = sentences.length - SHOWN;
  return (
    <ul role="alert" className={classes['list']}>
      {sentences.slice(0, SHOWN).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {more > 0 ? <li>{t('problem.more', { count: more })}</li> : null}
    </ul>
  );
}
