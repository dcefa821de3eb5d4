import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { StoredFile } from '../../api/types.ts';
import { IconButton } from '../../shared/components/icon-button.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { fileSummary } from './file-words.ts';
import classes from './files.module.css';

interface ChosenFilesProps {
  files: readonly StoredFile[];
  /** What is to be said of a file. */
  noteOn?: (file: StoredFile) => string | null;
  onLeaveOut: (file: StoredFile) => void;
}

/** Files that are chosen, on whichever page of the list they are. */
export function ChosenFiles({ files, noteOn, onLeaveOut }: ChosenFilesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (files.length === 0) return null;
  return (
    <ul className={classes['chosen']} aria-label={t('files.chosen')}>
      {files.map((file) => {
        const note = noteOn?.(file) ?? null;
        return (
          <li key={file.id}>
            <Link to="/files" search={{ open: file.id }} className={`${table['link']} ${classes['file']}`}>
              {visibleText(file.name)}
            </Link>
            <span className={classes['soft']}>{fileSummary(file, t, format)}</span>
            {note === null ? null : <span className={classes['soft']}>{note}</span>}
            <IconButton
              size={28}
              label={t('deployments.leaveOut', { name: file.name })}
              onClick={() => onLeaveOut(file)}
            >
              <IconX size={16} />
            </IconButton>
          </li>
        );
      })}
    </ul>
  );
}
