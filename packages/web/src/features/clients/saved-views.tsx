import { Button, Menu } from '@mantine/core';
import {
  IconBookmarkPlus,
  IconDeviceFloppy,
  IconDots,
  IconPencil,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '../../api/types.ts';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { lazyComponent } from '../../shared/components/lazy-component.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { useSaveView } from './clients.queries.ts';
import { isChanged, type ViewContent } from './saved-view.ts';
import classes from './saved-views.module.css';

const SaveViewDialog = lazyComponent(async () => (await import('./save-view-dialog.tsx')).SaveViewDialog);
const DeleteViewDialog = lazyComponent(async () => (await import('./save-view-dialog.tsx')).DeleteViewDialog);

interface SavedViewsProps {
  views: readonly SavedView[];
  active: SavedView | null;
  /** What the list shows now. */
  content: ViewContent;
  /** Whether the list shows something else than it does by itself. */
  worthKeeping: boolean;
  onOpen: (view: SavedView | null) => void;
}

/** Views of the list as tabs, and what can be done with the open one. */
export function SavedViews({ views, active, content, worthKeeping, onOpen }: SavedViewsProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'new' | 'edit' | 'delete' | null>(null);
  const save = useSaveView();
  const changed = active !== null && isChanged(active, content);
  if (views.length === 0 && !worthKeeping) return null;

  return (
    <div className={classes['row']}>
      <nav className={classes['tabs']} aria-label={t('clients.views.label')}>
        <button
          type="button"
          aria-current={active === null ? 'page' : undefined}
          onClick={() => onOpen(null)}
        >
          {t('clients.views.all')}
        </button>
        {views.map((view) => (
          <button
            key={view.id}
            type="button"
            aria-current={view.id === active?.id ? 'page' : undefined}
            title={view.own ? undefined : t('clients.views.sharedBy', { name: view.owner })}
            onClick={() => onOpen(view)}
          >
            {view.own ? null : <IconUsers size={14} aria-hidden />}
            {view.name}
            {view.id === active?.id && changed ? (
              <span className={classes['changed']}>{t('clients.views.changed')}</span>
            ) : null}
          </button>
        ))}
      </nav>
      <span className={classes['actions']}>
        {active?.own === true && changed ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDeviceFloppy size={14} aria-hidden />}
            loading={save.isPending}
            onClick={() =>
              save.mutate({ id: active.id, view: { name: active.name, shared: active.shared, ...content } })
            }
          >
            {t('clients.views.saveChanges')}
          </Button>
        ) : null}
        {(active === null && worthKeeping) || changed ? (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconBookmarkPlus size={14} aria-hidden />}
            onClick={() => setDialog('new')}
          >
            {t('clients.views.saveAs')}
          </Button>
        ) : null}
        {active?.own === true ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <IconButton label={t('clients.views.actionsOf', { name: active.name })} size={28}>
                <IconDots size={16} />
              </IconButton>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDialog('edit')}>
                {t('clients.views.edit')}
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} />}
                onClick={() => setDialog('delete')}
              >
                {t('clients.views.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </span>
      <InlineProblem error={save.error} />
      <Suspense fallback={null}>
        {dialog === 'new' || (dialog === 'edit' && active !== null) ? (
          <SaveViewDialog
            view={dialog === 'edit' ? active : null}
            content={dialog === 'edit' && active !== null ? active : content}
            onSaved={(view) => {
              if (dialog === 'new') onOpen(view);
            }}
            onClose={() => setDialog(null)}
          />
        ) : null}
        {dialog === 'delete' && active !== null ? (
          <DeleteViewDialog view={active} onDeleted={() => onOpen(null)} onClose={() => setDialog(null)} />
        ) : null}
      </Suspense>
    </div>
  );
}
