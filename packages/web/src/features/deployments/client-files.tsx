import { Button } from '@mantine/core';
import { IconFiles, IconTrash, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientFile } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { EmptyMessage, LoadError } from '../../shared/components/messages.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { RefreshButton } from '../../shared/components/refresh-button.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { RowCheckbox } from '../../shared/components/row-checkbox.tsx';
import { SkeletonRows } from '../../shared/components/skeleton-rows.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { toggleId } from '../../shared/list/id-selection.ts';
import { scheduledAt } from '../../shared/list/schedule.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { JobProgress, usePlaceOrder } from '../jobs/index.ts';
import classes from './deployments.module.css';
import { clientFilesQuery } from './deployments.queries.ts';

const keyOf = ({ wireType, name }: ClientFile): string => `${wireType} ${name}`;

/** Whether an order can name it: its type is one that Deskfleet knows, and it lies there. */
const canDelete = (file: ClientFile): boolean =>
  file.type !== null && file.type !== 'software' && file.isThere;

/** The files that lie on a phone; they are deleted here and others are brought. */
export function ClientFiles() {
  const { t } = useTranslation();
  const { clientId } = useParams({ from: '/signed-in/clients/$clientId' });
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    ...clientFilesQuery(clientId),
    // What a phone tells of its files is no news of the client by itself.
    refetchInterval: jobId === null ? false : 2000,
  });
  const files = data?.items ?? [];
  const chosen = files.filter((file) => canDelete(file) && selection.has(keyOf(file)));
  const deploy = (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconUpload size={15} aria-hidden />}
      renderRoot={(props) => <Link to="/clients/deploy" search={{ ids: clientId }} {...props} />}
    >
      {t('deployments.open')}
    </Button>
  );
  return (
    <div className={classes['stack']}>
      {jobId === null ? null : <JobProgress jobId={jobId} onClose={() => setJobId(null)} />}
      <Panel>
        <PanelTitle
          detail={
            <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
              {chosen.length === 0 ? null : (
                <Button
                  size="xs"
                  color="red"
                  variant="default"
                  leftSection={<IconTrash size={15} aria-hidden />}
                  onClick={() => setAsking(true)}
                >
                  {t('deployments.client.delete', { count: chosen.length })}
                </Button>
              )}
              {deploy}
              <RefreshButton onRefresh={() => refetch()} />
            </span>
          }
        >
          {t('deployments.client.title')}
        </PanelTitle>
        {error !== null && data === undefined ? (
          <LoadError error={error} onRetry={() => void refetch()} />
        ) : data !== undefined && files.length === 0 ? (
          <EmptyMessage
            icon={<IconFiles size={28} stroke={1.5} />}
            title={t(data.listedAt === null ? 'deployments.client.unknown' : 'deployments.client.none')}
          >
            {t(data.listedAt === null ? 'deployments.client.unknownText' : 'deployments.client.noneText')}
          </EmptyMessage>
        ) : (
          <div className={table['scroll']}>
            <table className={table['table']} aria-busy={data === undefined}>
              <thead>
                <tr>
                  <th scope="col" className={classes['check']}>
                    <RowCheckbox
                      label={t('list.selectPage')}
                      checked={chosen.length > 0 && chosen.length === files.filter(canDelete).length}
                      partly={chosen.length > 0 && chosen.length < files.filter(canDelete).length}
                      disabled={!files.some(canDelete)}
                      onChange={() =>
                        setSelection(new Set(chosen.length > 0 ? [] : files.filter(canDelete).map(keyOf)))
                      }
                    />
                  </th>
                  <th scope="col">{t('files.column.name')}</th>
                  <th scope="col">{t('files.column.type')}</th>
                  <th scope="col">{t('deployments.client.state')}</th>
                  <th scope="col">{t('deployments.client.phoneDate')}</th>
                  <th scope="col">{t('deployments.client.brought')}</th>
                </tr>
              </thead>
              <tbody>
                {data === undefined ? (
                  <SkeletonRows rows={4} columns={6} />
                ) : (
                  files.map((file) => (
                    <FileRow
                      key={keyOf(file)}
                      file={file}
                      selected={selection.has(keyOf(file))}
                      onToggle={() => setSelection((current) => toggleId(current, keyOf(file)))}
                    />
                  ))
                )}
              </tbody>
            </table>
          </div>
        )}
        {data === undefined || data.listedAt === null ? null : (
          <p className={classes['note']}>
            {t('deployments.client.listed')} <RelativeTime iso={data.listedAt} />
          </p>
        )}
      </Panel>
      {asking ? (
        <DeleteOnPhone
          clientId={clientId}
          files={chosen}
          onOrdered={(id) => {
            setSelection(new Set());
            setJobId(id);
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}

function FileRow({
  file,
  selected,
  onToggle,
}: {
  file: ClientFile;
  selected: boolean;
  onToggle: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = visibleText(file.name);
  return (
    <tr data-selected={selected}>
      <td>
        <RowCheckbox
          label={t('list.selectOne', { name })}
          checked={selected}
          disabled={!canDelete(file)}
          onChange={onToggle}
        />
      </td>
      <td style={{ overflowWrap: 'anywhere' }}>
        {file.fileId === null ? (
          name
        ) : (
          <Link to="/files" search={{ open: file.fileId }} className={table['link']}>
            {name}
          </Link>
        )}
      </td>
      <td>{file.type === null ? visibleText(file.wireType) : t(`files.type.${file.type}`)}</td>
      <td>
        <StateMark tone={file.isThere ? 'ok' : 'failed'}>
          {file.isThere
            ? t('deployments.client.there')
            : t('deployments.client.notThere', { status: visibleText(file.status) })}
        </StateMark>
      </td>
      <td data-card="hide">{file.phoneDate === null ? '–' : format.dateTime(file.phoneDate)}</td>
      <td data-card="hide">
        {file.broughtAt === null ? (
          <span className={table['soft']}>{t('deployments.client.otherwise')}</span>
        ) : (
          <>
            <RelativeTime iso={file.broughtAt} />
            {file.jobId === null ? null : (
              <span className={table['second']}>
                <Link to="/jobs/$jobId" params={{ jobId: file.jobId }} className={table['link']}>
                  {t('deployments.client.job')}
                </Link>
              </span>
            )}
          </>
        )}
      </td>
    </tr>
  );
}

interface DeleteOnPhoneProps {
  clientId: string;
  files: readonly ClientFile[];
  onOrdered: (jobId: string) => void;
  onClose: () => void;
}

function DeleteOnPhone({ clientId, files, onOrdered, onClose }: DeleteOnPhoneProps) {
  const { t } = useTranslation();
  const placeOrder = usePlaceOrder();
  return (
    <ConfirmDialog
      title={t('deployments.client.delete', { count: files.length })}
      confirmLabel={t('deployments.client.confirm')}
      count={files.length}
      danger
      withSchedule
      onClose={onClose}
      onConfirm={async (schedule) => {
        const job = await placeOrder({
          type: 'deploy-files',
          clients: { ids: [clientId] },
          files: files.flatMap(({ type, name }) =>
            type === null || type === 'software' ? [] : [{ action: 'delete' as const, type, name }],
          ),
          ...scheduledAt(schedule),
        });
        onOrdered(job.id);
      }}
    >
      {t('deployments.client.deleteText', {
        count: files.length,
        names: files.map(({ name }) => visibleText(name)).join(', '),
      })}
    </ConfirmDialog>
  );
}
