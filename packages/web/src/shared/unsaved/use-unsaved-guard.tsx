import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { holdForm } from './open-forms.ts';

export interface UnsavedGuard {
  /** The question, while it is asked. */
  dialog: ReactNode;
  /** While it asks, the dialog that holds the form does not listen to the Escape key. */
  isAsking: boolean;
  /** Does what takes the form away, after the question when something would be lost. */
  ask: (leave: () => void) => void;
  /** Everything is saved: the form may be left without a question. */
  release: () => void;
}

interface Place {
  pathname: string;
  search: object;
}

/**
 * Asks before what was typed into a form is lost: by a link, by the browser's buttons, by its own *Cancel*, by signing out or
 * by closing the window.
 *
 * The configuration area needs none of it: its changes outlive its page.
 *
 * @param isChanged - whether the form holds something that is not saved
 * @param dialog - the part of the address that opens the form's dialog; without it the form is part of a page
 */
export function useUnsavedGuard(isChanged: boolean, dialog?: string): UnsavedGuard {
  const { t } = useTranslation();
  const released = useRef(false);
  const [leave, setLeave] = useState<(() => void) | null>(null);
  useEffect(() => {
    released.current = false;
    return isChanged ? holdForm() : undefined;
  }, [isChanged]);
  // The rest of the address may change below an open form: filters, pages.
  const opens = useCallback(
    ({ search }: Place) =>
      dialog === undefined ? undefined : (search as Readonly<Record<string, unknown>>)[dialog],
    [dialog],
  );
  const blocker = useBlocker({
    shouldBlockFn: useCallback(
      ({ current, next }: { current: Place; next: Place }) =>
        !released.current && (current.pathname !== next.pathname || opens(current) !== opens(next)),
      [opens],
    ),
    enableBeforeUnload: useCallback(() => !released.current, []),
    disabled: !isChanged,
    withResolver: true,
  });
  const release = (): void => {
    released.current = true;
  };
  const isAsking = leave !== null || blocker.status === 'blocked';
  const stay = (): void => {
    setLeave(null);
    blocker.reset?.();
  };
  const question = isAsking ? (
    <ConfirmDialog
      title={t('unsaved.title')}
      confirmLabel={t('unsaved.discard')}
      cancelLabel={t('unsaved.stay')}
      count={1}
      danger
      onConfirm={async () => {
        release();
        if (leave === null) blocker.proceed?.();
        else leave();
      }}
      onClose={stay}
    >
      {t('unsaved.text')}
    </ConfirmDialog>
  ) : null;
  return {
    dialog: question,
    isAsking,
    ask: (next) => {
      if (isChanged && !released.current) setLeave(() => next);
      else next();
    },
    release,
  };
}
