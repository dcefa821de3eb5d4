import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat, useLanguage } from '../../../shared/i18n/index.ts';
import { localized } from '../../parameters/index.ts';
import type { ListModel } from './list-model.ts';
import classes from './lists.module.css';

/** Name of the list, how much is in it, and what can be done with all of it. */
export function ListHead({ list, children }: { list: ListModel; children?: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const { structure, entries, first, last } = list;
  const inUse = entries.filter(({ state }) => state === 'present' || state === 'added').length;
  return (
    <div className={classes['head']}>
      <h3>{localized(structure.label, language)}</h3>
      <span className={classes['soft']}>
        {last === null
          ? t('parameters.list.count', { count: inUse })
          : t('parameters.list.countOf', {
              number: format.number(inUse),
              max: format.number(last - first + 1),
            })}
      </span>
      {children}
    </div>
  );
}

/** Tells a screen reader what became of the list. */
export function useAnnouncement(): { say: (words: string) => void; region: ReactNode } {
  const [words, setWords] = useState('');
  const say = useCallback((next: string) => setWords(next), []);
  return {
    say,
    region: (
      <div role="status" className="df-visually-hidden">
        {words}
      </div>
    ),
  };
}

/** What an entry is called: kind and number, or the kind and what tells it apart. */
export function useEntryName(list: ListModel): (index: number) => string {
  const language = useLanguage();
  const kind = localized(list.structure.entry, language);
  return useCallback((index) => `${kind} ${index}`, [kind]);
}
