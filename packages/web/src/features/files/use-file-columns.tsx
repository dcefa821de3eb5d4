import { useTranslation } from 'react-i18next';
import type { FileSort, StoredFile } from '../../api/types.ts';
import bar from '../../shared/components/filter-bar.module.css';
import { type ListColumn, pickColumns } from '../../shared/components/list-table.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { columnSet } from '../../shared/list/columns.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import classes from './files.module.css';

export type FileColumn =
  | 'name'
  | 'storage'
  | 'type'
  | 'size'
  | 'models'
  | 'softwareType'
  | 'softwareVersion'
  | 'createdAt'
  | 'sha256';

/** Columns of the list in their default order (guide chapter 9, then our own). */
export const FILE_COLUMNS = columnSet<FileColumn>(
  ['name', 'storage', 'type', 'size', 'models', 'softwareType', 'softwareVersion', 'createdAt', 'sha256'],
  { fixed: 'name', hidden: ['sha256'] },
);

/** Columns that the choice of files for a deployment shows (guide 4.5.4). */
export const PICKED_COLUMNS: readonly FileColumn[] = [
  'name',
  'storage',
  'type',
  'size',
  'models',
  'softwareType',
  'softwareVersion',
];

type Column = ListColumn<StoredFile, FileSort> & { id: FileColumn };

/**
 * The columns of files that are shown.
 *
 * @param onOpen - opens a file's details; without it the name is plain text
 */
export function useFileColumns(shown: readonly FileColumn[], onOpen?: (id: string) => void): Column[] {
  const { t } = useTranslation();
  const format = useFormat();
  const none = <span className={table['soft']}>–</span>;
  const all: Column[] = [
    {
      id: 'name',
      label: t('files.column.name'),
      sort: 'name',
      card: 'plain',
      render: (file) => (
        <span className={classes['name']}>
          {onOpen === undefined ? (
            visibleText(file.name)
          ) : (
            <button type="button" className={bar['rowButton']} data-row-link onClick={() => onOpen(file.id)}>
              {visibleText(file.name)}
            </button>
          )}
          {file.warnings.length === 0 ? null : (
            <StateMark tone="attention">{t('files.limits', { count: file.warnings.length })}</StateMark>
          )}
        </span>
      ),
    },
    {
      id: 'storage',
      label: t('files.column.storage'),
      sort: 'storage',
      render: ({ store, missingSince }) =>
        missingSince === null ? (
          t(`files.storage.${store}`)
        ) : (
          <StateMark tone="failed">{t('files.storage.gone')}</StateMark>
        ),
    },
    {
      id: 'type',
      label: t('files.column.type'),
      sort: 'type',
      render: ({ type }) => t(`files.type.${type}`),
    },
    {
      id: 'size',
      label: t('files.column.size'),
      sort: 'size',
      first: 'desc',
      wraps: false,
      render: ({ size }) => format.bytes(size),
    },
    {
      id: 'models',
      label: t('files.column.models'),
      card: 'hide',
      render: ({ models }) => (models.length === 0 ? t('files.anyModel') : <Models models={models} />),
    },
    {
      id: 'softwareType',
      label: t('files.column.softwareType'),
      card: 'hide',
      render: ({ softwareType }) => softwareType ?? none,
    },
    {
      id: 'softwareVersion',
      label: t('files.column.softwareVersion'),
      sort: 'softwareVersion',
      first: 'desc',
      card: 'hide',
      wraps: false,
      render: ({ softwareVersion }) => (softwareVersion === null ? none : <Mono>{softwareVersion}</Mono>),
    },
    {
      id: 'createdAt',
      label: t('files.column.createdAt'),
      sort: 'createdAt',
      first: 'desc',
      card: 'hide',
      wraps: false,
      render: ({ createdAt, createdBy }) => (
        <>
          <RelativeTime iso={createdAt} />
          {createdBy === null ? null : <span className={table['second']}>{createdBy}</span>}
        </>
      ),
    },
    {
      id: 'sha256',
      label: t('files.column.sha256'),
      card: 'hide',
      render: ({ sha256 }) =>
        sha256 === null ? (
          none
        ) : (
          <span title={sha256}>
            <Mono>{sha256.slice(0, 12)}…</Mono>
          </span>
        ),
    },
  ];
  return pickColumns(all, shown);
}

const MODELS_SHOWN = 3;

function Models({ models }: { models: readonly string[] }) {
  const { t } = useTranslation();
  const more = models.length - MODELS_SHOWN;
  return (
    <span title={models.join(', ')}>
      {models.slice(0, MODELS_SHOWN).map(visibleText).join(', ')}
      {more <= 0 ? null : <span className={table['soft']}> {t('files.moreModels', { count: more })}</span>}
    </span>
  );
}
