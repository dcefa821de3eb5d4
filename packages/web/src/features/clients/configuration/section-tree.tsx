import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../shared/i18n/index.ts';
import { menuTitle, sectionTitle } from '../../parameters/index.ts';
import type { SectionEntry } from './row-view.ts';
import { OTHER_SECTION } from './rows.ts';
import classes from './section-tree.module.css';

interface SectionTreeProps {
  sections: readonly SectionEntry[];
  /** Undefined while a search or filter looks through all sections. */
  current: string | undefined;
  onSelect: (section: string) => void;
}

interface MenuGroup {
  menu: string;
  sections: SectionEntry[];
}

function groupByMenu(sections: readonly SectionEntry[]): MenuGroup[] {
  const groups: MenuGroup[] = [];
  for (const section of sections) {
    const last = groups.at(-1);
    if (last?.menu === section.menu) last.sections.push(section);
    else groups.push({ menu: section.menu, sections: [section] });
  }
  return groups;
}

export function useSectionTitle(): (entry: Pick<SectionEntry, 'section' | 'title'>) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (entry) =>
    entry.section === OTHER_SECTION ? t('configuration.otherItems') : sectionTitle(entry, language);
}

/** The menu of sections with the number of changes in each. */
export function SectionTree({ sections, current, onSelect }: SectionTreeProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const title = useSectionTitle();
  const groups = groupByMenu(sections);
  return (
    <>
      <nav className={classes['tree']} aria-label={t('configuration.sections')}>
        {groups.map((group) => (
          <div key={group.menu} className={classes['group']}>
            <div className={classes['menu']}>
              {group.menu === '' ? t('configuration.otherMenu') : menuTitle(group.menu, language)}
            </div>
            <ul>
              {group.sections.map((entry) => (
                <li key={entry.section}>
                  <button
                    type="button"
                    className={classes['entry']}
                    aria-current={entry.section === current ? 'true' : undefined}
                    onClick={() => onSelect(entry.section)}
                  >
                    <span>{title(entry)}</span>
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
          <optgroup
            key={group.menu}
            label={group.menu === '' ? t('configuration.otherMenu') : menuTitle(group.menu, language)}
          >
            {group.sections.map((entry) => (
              <option key={entry.section} value={entry.section}>
                {title(entry)}
                {entry.changed > 0 ? ` (${entry.changed})` : ''}
              </option>
            ))}
          </optgroup>
        ))}
      </NativeSelect>
    </>
  );
}

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
