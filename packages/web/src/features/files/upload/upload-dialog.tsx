import { Button, FileButton, Modal } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../../../shared/keyboard/use-focus-back.ts';
import classes from './uploads.module.css';
import { useFileDrop } from './use-file-drop.ts';

/** As much the server takes of one file; a rounded number of gigabytes would promise more. */
const MAX_SIZE = '1 GiB';

interface UploadDialogProps {
  onFiles: (files: readonly File[]) => void;
  onClose: () => void;
}

/** Takes files by drag and drop or from the computer's own dialog; they are sent when they are chosen. */
export function UploadDialog({ onFiles, onClose }: UploadDialogProps) {
  const { t } = useTranslation();
  useFocusBack();
  const take = (files: readonly File[]): void => {
    if (files.length === 0) return;
    onFiles(files);
    onClose();
  };
  const { over, handlers } = useFileDrop(take);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('files.uploads.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {/* The button in it does the same for keyboard and screen reader. */}
      <div className={classes['drop']} data-over={over} {...handlers}>
        <IconUpload size={28} stroke={1.5} aria-hidden />
        <strong>{t('files.uploads.drop')}</strong>
        <span>{t('files.uploads.or')}</span>
        <FileButton multiple onChange={take}>
          {(props) => (
            <Button {...props} data-autofocus>
              {t('files.uploads.browse')}
            </Button>
          )}
        </FileButton>
        <p>{t('files.uploads.hint', { size: MAX_SIZE })}</p>
      </div>
    </Modal>
  );
}
