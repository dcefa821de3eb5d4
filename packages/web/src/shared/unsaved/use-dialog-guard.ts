import { type ReactNode, useLayoutEffect, useState } from 'react';
import { useUnsavedGuard } from './use-unsaved-guard.tsx';

/** What a form tells the dialog that holds it. */
export interface DialogForm {
  /** Whether it holds what is not saved. */
  onChanged: (isChanged: boolean) => void;
  /** Everything is saved: the dialog goes without a question. */
  onSaved: () => void;
  onClose: () => void;
}

export interface DialogGuard {
  /** The question, while it is asked. */
  question: ReactNode;
  /** Of the dialog itself: while the question stands over it, the Escape key is not meant for it. */
  frame: { onClose: () => void; closeOnEscape: boolean };
  form: DialogForm;
  release: () => void;
}

/**
 * The guard of a dialog whose form knows what is changed.
 *
 * @param onClose - takes the dialog away
 * @param dialog - the part of the address that opens it, if one does
 */
export function useDialogGuard(onClose: () => void, dialog?: string): DialogGuard {
  const [isChanged, setIsChanged] = useState(false);
  const guard = useUnsavedGuard(isChanged, dialog);
  const close = (): void => guard.ask(onClose);
  return {
    question: guard.dialog,
    frame: { onClose: close, closeOnEscape: !guard.isAsking },
    form: {
      onChanged: setIsChanged,
      onSaved: () => {
        guard.release();
        onClose();
      },
      onClose: close,
    },
    release: guard.release,
  };
}

/** Says to the dialog that holds a form whether that is changed. */
export function useTellChanged(onChanged: DialogForm['onChanged'], isChanged: boolean): void {
  // At once, so that not even the next key comes before it.
  useLayoutEffect(() => onChanged(isChanged), [onChanged, isChanged]);
}
