import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../keyboard/use-focus-back.ts';
import { type DialogForm, useDialogGuard } from '../unsaved/use-dialog-guard.ts';

interface FormDrawerProps {
  title: string;
  /** Width in pixels. */
  size: number;
  /** The part of the address that opens it, if one does. */
  opener?: string | undefined;
  onClose: () => void;
  children: (form: DialogForm) => ReactNode;
}

/** A form beside the page: what was typed is lost neither by a click beside it nor without a question. */
export function FormDrawer({ title, size, opener, onClose, children }: FormDrawerProps) {
  const { t } = useTranslation();
  useFocusBack();
  const guard = useDialogGuard(onClose, opener);
  return (
    <>
      <Drawer
        opened
        {...guard.frame}
        position="right"
        closeOnClickOutside={false}
        size={size}
        title={title}
        styles={{ title: { overflowWrap: 'anywhere' } }}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {children(guard.form)}
      </Drawer>
      {guard.question}
    </>
  );
}
