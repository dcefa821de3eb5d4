import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../api/types.ts';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import classes from './target-files.module.css';

/** The files that a job brings to phones or takes from there, and how. */
export function JobFiles({ deployment }: { deployment: NonNullable<Job['deployment']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { files, priority, allowDowngrade, repeat, onlyFitting } = deployment;
  const notes = [
    ...(files.some(({ type, action }) => action === 'deploy' && type === 'software')
      ? [t(`deployments.priority.${priority}`)]
      : []),
    ...(allowDowngrade ? [t('deployments.allowDowngrade')] : []),
    ...(repeat ? [t('deployments.repeat')] : []),
    ...(onlyFitting ? [t('deployments.onlyFitting')] : []),
  ];
  return (
    <div className={classes['ordered']}>
      <ul className={classes['files']}>
        {files.map(({ action, fileId, type, name, bytes, softwareType, softwareVersion }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an order may name a file twice, and its places stay
          <li key={at}>
            {fileId === null ? (
              t(`deployments.target.${action}`, { name: visibleText(name) })
            ) : (
              <Link to="/files" search={{ open: fileId }} className={table['link']}>
                {visibleText(name)}
              </Link>
            )}
            <span className={classes['reason']}>
              {[
                t(`files.type.${type}`),
                softwareType,
                softwareVersion,
                bytes === null ? null : format.bytes(bytes),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {notes.length === 0 ? null : <p>{notes.join(' · ')}</p>}
    </div>
  );
}
