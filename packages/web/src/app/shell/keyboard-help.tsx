import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useShortcutGroups } from '../../shared/keyboard/shortcuts.ts';
import classes from './keyboard-help.module.css';

const NAMES: Readonly<Record<string, string>> = { 'mod+k': 'Ctrl K', Enter: 'Enter ↵' };

/** The keys that work on the present page. */
export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const groups = useShortcutGroups();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('app.keys.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {groups.map((group) => (
        <section key={group.title} className={classes['group']}>
          <h3>{group.title}</h3>
          <dl>
            {group.shortcuts.map((shortcut) => (
              <div key={shortcut.keys}>
                <dt>{shortcut.label}</dt>
                <dd>
                  <Kbd>{NAMES[shortcut.keys] ?? shortcut.keys}</Kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
