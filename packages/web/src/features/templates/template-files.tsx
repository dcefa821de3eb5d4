import { Button, SegmentedControl } from '@mantine/core';
import { IconFiles, IconX } from '@tabler/icons-react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeftOutFile, Template } from '../../api/types.ts';
import { ChangedMeanwhile } from '../../shared/components/changed-meanwhile.tsx';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { EmptyMessage, LoadError } from '../../shared/components/messages.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { scheduledAt } from '../../shared/list/schedule.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { useUnsavedGuard } from '../../shared/unsaved/use-unsaved-guard.tsx';
import { FilePicker, fileQuery, versionWords } from '../files/index.ts';
import { JobProgress, useAnnounceJob } from '../jobs/index.ts';
import { type FileWish, wishOf } from './files-draft.ts';
import classes from './templates.module.css';
import { templateFilesQuery, templateQuery, useSetTemplateFiles } from './templates.queries.ts';
import { type OutdatedFiles, useFilesDraft } from './use-files-draft.ts';

/** What came of saving. */
interface Ordered {
  jobId: string;
  leftOut: readonly LeftOutFile[];
}

/** The files that a template brings to its clients (guide 6.2, 6.3). */
export function TemplateFiles() {
  const { templateId } = useParams({ from: '/signed-in/templates/$templateId/files' });
  const template = useQuery(templateQuery(templateId));
  const files = useQuery(templateFilesQuery(templateId));
  const [ordered, setOrdered] = useState<Ordered | null>(null);
  if (template.data === undefined || files.data === undefined) {
    const error = template.error ?? files.error;
    return error === null ? (
      <PageSkeleton />
    ) : (
      <LoadError error={error} onRetry={() => void Promise.all([template.refetch(), files.refetch()])} />
    );
  }
  return (
    <>
      {ordered === null ? null : (
        <div className={classes['progress']}>
          <JobProgress jobId={ordered.jobId} onClose={() => setOrdered(null)} />
          <FilesLeftOut files={ordered.leftOut} />
        </div>
      )}
      <FilesOfTemplate
        key={template.data.id}
        template={template.data}
        files={files.data}
        onOrdered={setOrdered}
      />
    </>
  );
}

/** Which files some of the clients do not get, and why. */
function FilesLeftOut({ files }: { files: readonly LeftOutFile[] }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  if (files.length === 0) return null;
  return (
    <ul className={classes['note']} style={{ marginTop: 8 }} role="status">
      {files.map(({ name, reason, clientCount, clients }) => {
        const names = clients.slice(0, 5).map(({ e164, deviceId }) => e164 || deviceId);
        return (
          <li key={`${name} ${reason.en}`}>
            {t('templates.files.leftOut', {
              count: clientCount,
              number: format.number(clientCount),
              name: visibleText(name),
              reason: i18n.language === 'de' ? reason.de : reason.en,
              names: format.list(names),
            })}
          </li>
        );
      })}
    </ul>
  );
}

interface FilesOfTemplateProps {
  template: Template;
  files: Parameters<typeof useFilesDraft>[0];
  onOrdered: (ordered: Ordered) => void;
}

function FilesOfTemplate({ template, files, onOrdered }: FilesOfTemplateProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const announce = useAnnounceJob();
  const set = useSetTemplateFiles(template.id);
  const { draft, saved, etag, isChanged, outdated, setDraft, discard } = useFilesDraft(files);
  const guard = useUnsavedGuard(isChanged);
  const [choosing, setChoosing] = useState(false);
  const [asking, setAsking] = useState(false);
  const added = draft.filter(({ fileId }) => wishOf(saved, fileId) === null).length;
  const removed = saved.filter(({ fileId }) => wishOf(draft, fileId) === null).length;
  const choose = (ids: readonly string[]): void =>
    setDraft(ids.map((fileId) => ({ fileId, action: wishOf(draft, fileId) ?? 'deploy' })));
  // What was chosen just now is known by its id only.
  const known = useQueries({ queries: draft.map(({ fileId }) => fileQuery(fileId)) });
  const shown = known.flatMap(({ data }) => data ?? []);
  return (
    <Panel>
      <PanelTitle
        detail={
          <Button size="xs" variant="default" onClick={() => setChoosing((open) => !open)}>
            {t(choosing ? 'templates.files.endChoice' : 'templates.files.choose')}
          </Button>
        }
      >
        {t('templates.files.title')}
      </PanelTitle>
      <p className={`${classes['note']} ${classes['form']}`}>
        {t('templates.files.text', { policy: t(`templates.softwareUpdate.${template.softwareUpdate}`) })}
      </p>
      {outdated === null ? null : (
        <div className={classes['form']}>
          <FilesChangedMeanwhile template={template} outdated={outdated} onReload={discard} />
        </div>
      )}
      {draft.length === 0 && !choosing ? (
        <EmptyMessage
          icon={<IconFiles size={28} stroke={1.5} />}
          title={t('templates.files.emptyTitle')}
          action={<Button onClick={() => setChoosing(true)}>{t('templates.files.choose')}</Button>}
        />
      ) : null}
      {shown.length === 0 ? null : (
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">{t('files.column.name')}</th>
              <th scope="col">{t('files.column.type')}</th>
              <th scope="col">{t('files.column.models')}</th>
              <th scope="col">{t('files.column.softwareVersion')}</th>
              <th scope="col">{t('templates.files.action')}</th>
              <th scope="col">
                <span className="df-visually-hidden">{t('list.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((file) => {
              const name = visibleText(file.name);
              const one = draft.find(({ fileId }) => fileId === file.id);
              return (
                <tr key={file.id}>
                  <td style={{ overflowWrap: 'anywhere' }}>
                    <Link to="/files" search={{ open: file.id }} className={table['link']}>
                      {name}
                    </Link>
                    <span className={table['second']}>
                      {file.missingSince !== null ? (
                        <StateMark tone="failed">{t('files.storage.gone')}</StateMark>
                      ) : (
                        format.bytes(file.size)
                      )}
                    </span>
                  </td>
                  <td data-label={t('files.column.type')}>{t(`files.type.${file.type}`)}</td>
                  <td data-card="hide">
                    {file.models.length === 0 ? t('files.anyModel') : file.models.join(', ')}
                  </td>
                  <td data-card="hide">{versionWords(file)}</td>
                  <td>
                    {file.type === 'software' ? (
                      t('deployments.action.deploy')
                    ) : (
                      <SegmentedControl
                        size="xs"
                        aria-label={t('templates.files.actionOf', { name })}
                        value={one?.action ?? 'deploy'}
                        data={[
                          { value: 'deploy', label: t('deployments.action.deploy') },
                          { value: 'delete', label: t('deployments.action.delete') },
                        ]}
                        onChange={(value) =>
                          setDraft(
                            draft.map((entry) =>
                              entry.fileId === file.id
                                ? { ...entry, action: value === 'delete' ? 'delete' : 'deploy' }
                                : entry,
                            ),
                          )
                        }
                      />
                    )}
                  </td>
                  <td>
                    <IconButton
                      size={28}
                      label={t('deployments.leaveOut', { name })}
                      onClick={() => setDraft(draft.filter(({ fileId }) => fileId !== file.id))}
                    >
                      <IconX size={16} />
                    </IconButton>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {choosing ? <FilePicker chosen={draft.map(({ fileId }) => fileId)} onChoose={choose} /> : null}
      {isChanged ? (
        <div className={classes['tools']} style={{ justifyContent: 'flex-end' }}>
          <span className={classes['soft']} aria-live="polite">
            {t('templates.files.changed', { count: added, removed })}
          </span>
          <Button variant="default" onClick={discard}>
            {t('templates.files.discard')}
          </Button>
          <Button onClick={() => setAsking(true)}>{t('templates.files.save')}</Button>
        </div>
      ) : null}
      {asking ? (
        <ConfirmDialog
          title={t('templates.files.confirmTitle')}
          confirmLabel={t('templates.files.save')}
          count={template.usage.clients}
          wantsNumber
          withSchedule={template.usage.clients > 0}
          onClose={() => setAsking(false)}
          onConfirm={async (schedule) => {
            const { job, leftOut } = await set.mutateAsync({
              etag,
              files: draft,
              ...scheduledAt(schedule),
            });
            if (job === null) return;
            announce(job);
            onOrdered({ jobId: job.id, leftOut });
          }}
        >
          {t('templates.files.confirmText', {
            count: template.usage.clients,
            number: format.number(template.usage.clients),
          })}
        </ConfirmDialog>
      ) : null}
      {guard.dialog}
    </Panel>
  );
}

/** The files that both have chosen, or only one, before the choice goes over them. */
function FilesChangedMeanwhile({
  template,
  outdated: { before, theirs, draft, differing, clashing },
  onReload,
}: {
  template: Template;
  outdated: OutdatedFiles;
  onReload: () => void;
}) {
  const { t } = useTranslation();
  const names = useQueries({ queries: differing.map((id) => fileQuery(id)) });
  const words = (wish: FileWish): string =>
    wish === null ? t('templates.files.without') : t(`deployments.action.${wish}`);
  return (
    <ChangedMeanwhile
      by={template.updatedBy}
      at={template.updatedAt}
      rows={differing.map((id, at) => ({
        key: id,
        label: visibleText(names[at]?.data?.name ?? ''),
        before: words(wishOf(before, id)),
        theirs: words(wishOf(theirs, id)),
        mine: words(wishOf(draft, id)),
        clashes: clashing.includes(id),
      }))}
      onReload={onReload}
    />
  );
}
