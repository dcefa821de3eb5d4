import { NativeSelect } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../shared/i18n/index.ts';
import { localized } from '../parameters/index.ts';
import type { SectionEntry } from './row-view.ts';
import classes from './section-tree.module.css';

interface SectionTreeProps {
  sections: readonly SectionEntry[];
  /** Undefined while a search or filter looks through all sections. */
  current: string | undefined;
  onSelect: (section: string) => void;
}

interface MenuGroup {
  key: string;
  sections: SectionEntry[];
}

function groupByMenu(sections: readonly SectionEntry[]): MenuGroup[] {
  return [...Map.groupBy(sections, (section) => section.menu?.en ?? '')].map(([key, entries]) => ({
    key,
    sections: entries,
  }));
}

/** Names of menus and sections in the reader's language. */
export function useSectionWords(): {
  menu: (entry: Pick<SectionEntry, 'menu'>) => string;
  title: (entry: Pick<SectionEntry, 'title'>) => string;
} {
  const { t } = useTranslation();
  const language = useLanguage();
  return {
    menu: ({ menu }) => (menu === null ? t('configuration.otherMenu') : localized(menu, language)),
    title: ({ title }) => (title === null ? t('configuration.otherItems') : localized(title, language)),
  };
}

/** The menu of sections with the number of changes in each. */
export const SectionTree = memo(function SectionTree({ sections, current, onSelect }: SectionTreeProps) {
  const { t } = useTranslation();
  const words = useSectionWords();
  const groups = groupByMenu(sections);
  const menuOf = ({ sections: [first] }: MenuGroup): string => words.menu({ menu: first?.menu ?? null });
  return (
    <>
      <nav className={classes['tree']} aria-label={t('configuration.sections')}>
        {groups.map((group) => (
          <div key={group.key} className={classes['group']}>
            <div className={classes['menu']}>{menuOf(group)}</div>
            <ul>
              {group.sections.map((entry) => (
                <li key={entry.section}>
                  <button
                    type="button"
                    className={classes['entry']}
                    aria-current={entry.section === current ? 'true' : undefined}
                    onClick={() => onSelect(entry.section)}
                  >
                    <span>{words.title(entry)}</span>
                    <Marks entry={entry} />
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <NativeSelect
        className={classes['select'] ?? ''}
        aria-label={t('configuration.sections')}
        value={current ?? ''}
        onChange={(event) => onSelect(event.currentTarget.value)}
      >
        {current === undefined ? <option value="">{t('configuration.allSections')}</option> : null}
        {groups.map((group) => (
          <optgroup key={group.key} label={menuOf(group)}>
            {group.sections.map((entry) => (
              <option key={entry.section} value={entry.section}>
                {words.title(entry)}
                {entry.changed > 0 ? ` (${entry.changed})` : ''}
              </option>
            ))}
          </optgroup>
        ))}
      </NativeSelect>
    </>
  );
});

function Marks({ entry }: { entry: SectionEntry }) {
  const { t } = useTranslation();
  return (
    <span className={classes['marks']}>
      {entry.refused > 0 ? (
        <span
          className={classes['dot']}
          data-tone="failed"
          role="img"
          title={t('configuration.marks.refused', { count: entry.refused })}
          aria-label={t('configuration.marks.refused', { count: entry.refused })}
        />
      ) : null}
      {entry.drift > 0 ? (
        <span
          className={classes['dot']}
          data-tone="waiting"
          role="img"
          title={t('configuration.marks.drift', { count: entry.drift })}
          aria-label={t('configuration.marks.drift', { count: entry.drift })}
        />
      ) : null}
      {entry.changed > 0 ? (
        <span className={classes['changed']}>
          <span aria-hidden>{entry.changed}</span>
          <span className="df-visually-hidden">
            {t('configuration.marks.changed', { count: entry.changed })}
          </span>
        </span>
      ) : null}
    </span>
  );
}
