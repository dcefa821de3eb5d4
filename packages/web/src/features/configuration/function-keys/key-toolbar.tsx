import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowBackUp, IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../shared/components/icon-button.tsx';
import type { KeyPage } from './board.ts';
import classes from './function-keys.module.css';
import { usePageWords } from './use-key-words.ts';
import type { Keys } from './use-keys.ts';

interface KeyToolbarProps {
  keys: Keys;
  page: KeyPage | undefined;
  asList: boolean;
  changeCount: number;
  onPage: (page: string) => void;
  onForm: (asList: boolean) => void;
  onUndo: () => void;
  onDiscard: () => void;
  onSubmit: () => void;
  /** What else is to be chosen. */
  children?: ReactNode;
}

/** Pages, form, and what is done with the changes. */
export function KeyToolbar(props: KeyToolbarProps) {
  const { keys, page, asList, changeCount, onPage, onForm, onUndo, onDiscard, onSubmit, children } = props;
  const { t } = useTranslation();
  const pageWords = usePageWords();
  return (
    <div className={classes['bar']}>
      <SegmentedControl
        aria-label={t('functionKeys.form')}
        size="xs"
        data={[
          { value: 'picture', label: t('functionKeys.asPicture') },
          { value: 'list', label: t('functionKeys.asList') },
        ]}
        value={asList ? 'list' : 'picture'}
        onChange={(form) => onForm(form === 'list')}
      />
      {asList || keys.board.source === 'mixed' || keys.board.pages.length < 2 ? null : (
        <fieldset className={classes['pages']} aria-label={t('functionKeys.pages')}>
          {keys.board.pages.map((one) => {
            const changed = [...one.keys, ...one.fixed].filter(
              (number) => (keys.keys.get(number)?.changed ?? 0) > 0,
            ).length;
            return (
              <button
                key={one.id}
                type="button"
                data-page={one.id}
                aria-pressed={one.id === page?.id}
                onClick={() => onPage(one.id)}
              >
                {pageWords(one)}
                {changed === 0 ? null : <span>{changed}</span>}
              </button>
            );
          })}
        </fieldset>
      )}
      {children}
      <div className={classes['actions']}>
        <IconButton
          label={t('functionKeys.undo')}
          variant="default"
          disabled={!keys.canUndo}
          onClick={onUndo}
        >
          <IconArrowBackUp size={16} />
        </IconButton>
        <IconButton label={t('functionKeys.print')} variant="default" onClick={() => window.print()}>
          <IconPrinter size={16} />
        </IconButton>
        <Button variant="default" disabled={changeCount === 0} onClick={onDiscard}>
          {t('configuration.discardChanges')}
        </Button>
        <Button disabled={changeCount === 0} onClick={onSubmit}>
          {changeCount === 0
            ? t('configuration.submit.none')
            : t('configuration.submit.button', { count: changeCount })}
        </Button>
      </div>
    </div>
  );
}
