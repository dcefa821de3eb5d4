import { Fragment, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './configuration-area.module.css';
import { ConfigurationRow } from './configuration-row.tsx';
import type { Draft, Drafts } from './drafts.ts';
import type { SectionEntry } from './row-view.ts';
import { OTHER_SECTION, type ConfigurationRow as Row, type ValueKey } from './rows.ts';
import { useSectionWords } from './section-tree.tsx';

/** Rows drawn at a time; the next ones follow when the end comes into sight. */
const STEP = 40;

interface RowListProps {
  rows: readonly Row[];
  sections: readonly SectionEntry[];
  drafts: Drafts;
  clientCount: number;
  compared: boolean;
  strict: boolean;
  /** The server's objections to changes that it did not take. */
  objections: ReadonlyMap<ValueKey, string>;
  onChange: (row: Row, draft: Draft | null) => void;
  onMenu: (target: Element, row: Row) => void;
}

/** The rows under the headings of their sections. */
export function RowList({
  rows,
  sections,
  drafts,
  clientCount,
  compared,
  strict,
  objections,
  onChange,
  onMenu,
}: RowListProps) {
  const { t } = useTranslation();
  const words = useSectionWords();
  const [drawn, setDrawn] = useState(STEP);
  const end = useRef<HTMLDivElement>(null);
  const more = drawn < rows.length;

  useEffect(() => {
    const mark = end.current;
    if (!more || mark === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setDrawn((count) => count + STEP);
      },
      { rootMargin: '600px' },
    );
    observer.observe(mark);
    return () => observer.disconnect();
  }, [more]);

  return (
    <>
      {rows.slice(0, drawn).map((row, at) => {
        const entry = sections.find((section) => section.section === row.section);
        const opens = entry !== undefined && rows[at - 1]?.section !== row.section;
        return (
          <Fragment key={row.id}>
            {opens ? (
              <div className={classes['heading']}>
                <h2>
                  {entry.menu === null ? null : (
                    <span className={classes['path']}>{words.menu(entry)} › </span>
                  )}
                  {words.title(entry)}
                </h2>
                {row.section === OTHER_SECTION ? <p>{t('configuration.otherText')}</p> : null}
              </div>
            ) : null}
            <ConfigurationRow
              row={row}
              draft={drafts.get(row.key)}
              clientCount={clientCount}
              compared={compared}
              strict={strict}
              objection={objections.get(row.key)}
              onChange={onChange}
              onMenu={onMenu}
            />
          </Fragment>
        );
      })}
      {more ? <div ref={end} className={classes['end']} /> : null}
    </>
  );
}
