import { Menu } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useDeferredValue, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { draftStore, useAllDrafts } from './drafts.ts';
import classes from './unsaved-changes.module.css';

/** Tells of changes that are not submitted yet, wherever they are, and leads back to them. */
export function UnsavedChanges() {
  const { t } = useTranslation();
  const router = useRouter();
  // The field that is typed in comes first.
  const sets = useDeferredValue(useAllDrafts());
  const total = sets.reduce((sum, set) => sum + set.drafts.size, 0);

  useEffect(() => {
    if (total === 0) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [total]);

  if (total === 0) return null;
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={classes['button']}>
          <IconPencil size={14} aria-hidden />
          <span>{total}</span>{' '}
          <span className={classes['words']}>{t('clients.unsaved.button', { count: total })}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('clients.unsaved.title')}</Menu.Label>
        {sets.map((set) => (
          <Menu.Item
            key={set.scope.key}
            rightSection={t('configuration.marks.changed', { count: set.drafts.size })}
            onClick={() => router.history.push(set.scope.href)}
          >
            {set.scope.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** How many changes would be lost by leaving now. */
export function unsavedChangeCount(): number {
  return draftStore.all().reduce((sum, set) => sum + set.drafts.size, 0);
}

/** Forgets all changes, e.g. because somebody else signs in. */
export function discardUnsavedChanges(): void {
  draftStore.discardAll();
}
