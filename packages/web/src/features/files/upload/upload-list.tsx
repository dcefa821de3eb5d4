import { NativeSelect, Progress } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/problem.ts';
import bar from '../../../shared/components/filter-bar.module.css';
import { IconButton } from '../../../shared/components/icon-button.tsx';
import { Panel, PanelTitle } from '../../../shared/components/page.tsx';
import { Refusal } from '../../../shared/components/refusal.tsx';
import { StateMark, type Tone } from '../../../shared/components/state-mark.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { fileSummary } from '../file-words.ts';
import { FILE_TYPES } from '../files-search.ts';
import { isOpen, type UploadState } from './upload-queue.ts';
import classes from './uploads.module.css';
import { type FileUpload, uploads, useUploads } from './uploads.ts';

const TONE: Record<UploadState, Tone> = {
  waiting: 'waiting',
  sending: 'active',
  interrupted: 'attention',
  paused: 'off',
  checking: 'active',
  unknown: 'attention',
  done: 'ok',
  failed: 'failed',
  canceled: 'off',
};

/** Files on their way to the server, and what became of the latest ones. */
export function UploadList({ onOpen }: { onOpen: (fileId: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const all = useUploads();
  if (all.length === 0) return null;
  const open = all.filter(isOpen).length;
  // What is still going on, or waits for a word, is not to be looked for below what has ended.
  const inOrder = all.toSorted((one, other) => Number(isOpen(other)) - Number(isOpen(one)));
  return (
    <Panel className={classes['panel'] ?? ''}>
      <PanelTitle
        detail={
          open === all.length ? undefined : (
            <button type="button" className={bar['textButton']} onClick={() => uploads.clear()}>
              {t('files.uploads.clear')}
            </button>
          )
        }
      >
        {t('files.uploads.queue', { number: format.number(all.length) })}
      </PanelTitle>
      <p className="df-visually-hidden" role="status">
        {open === 0 ? t('files.uploads.finished') : t('files.uploads.running', { count: open })}
      </p>
      <ul className={classes['list']}>
        {inOrder.map((upload) => (
          <UploadRow key={upload.id} upload={upload} onOpen={onOpen} />
        ))}
      </ul>
    </Panel>
  );
}

/** What the server has refused for what it is, is refused again. */
function canResume({ state, error }: FileUpload): boolean {
  if (state === 'paused' || state === 'interrupted') return true;
  return state === 'failed' && !(error instanceof ApiError && error.status >= 400 && error.status < 500);
}

function UploadRow({ upload, onOpen }: { upload: FileUpload; onOpen: (fileId: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, name, size, sent, state, error, stored } = upload;
  const percent = size === 0 ? 100 : Math.floor((sent / size) * 100);
  return (
    <li className={classes['row']}>
      <span className={classes['name']} title={name}>
        {name}
      </span>
      <span className={classes['amount']}>
        {isOpen(upload)
          ? t('files.uploads.progress', { sent: format.bytes(sent), total: format.bytes(size) })
          : format.bytes(size)}
      </span>
      <span className={classes['tools']}>
        {state === 'sending' || state === 'waiting' ? (
          <IconButton size={28} label={t('files.uploads.pause', { name })} onClick={() => uploads.pause(id)}>
            <IconPlayerPause size={16} />
          </IconButton>
        ) : null}
        {canResume(upload) ? (
          <IconButton
            size={28}
            label={t('files.uploads.resume', { name })}
            onClick={() => uploads.resume(id)}
          >
            <IconPlayerPlay size={16} />
          </IconButton>
        ) : null}
        {isOpen(upload) && state !== 'checking' ? (
          <IconButton
            size={28}
            label={t('files.uploads.cancel', { name })}
            onClick={() => uploads.cancel(id)}
          >
            <IconX size={16} />
          </IconButton>
        ) : null}
      </span>
      {isOpen(upload) ? (
        <Progress
          className={classes['progress'] ?? ''}
          size="sm"
          value={percent}
          aria-label={t('files.uploads.progressOf', { name })}
        />
      ) : null}
      <div className={classes['state']}>
        <StateMark tone={TONE[state]}>
          {stored === null
            ? t(`files.uploads.state.${state === 'done' ? 'checking' : state}`)
            : t('files.uploads.state.done', {
                what: fileSummary(stored, t, format),
                models: stored.models.length === 0 ? t('files.anyModel') : stored.models.join(', '),
              })}
        </StateMark>
        {stored === null ? null : (
          <button type="button" className={bar['textButton']} onClick={() => onOpen(stored.id)}>
            {t('files.uploads.check')}
          </button>
        )}
        {stored === null || stored.sameAs[0] === undefined ? null : (
          <StateMark tone="attention">{t('files.uploads.same', { name: stored.sameAs[0].name })}</StateMark>
        )}
        {stored === null || stored.warnings.length === 0 ? null : (
          <StateMark tone="attention">{t('files.limits', { count: stored.warnings.length })}</StateMark>
        )}
      </div>
      {state === 'unknown' ? (
        <NativeSelect
          size="xs"
          className={classes['choice'] ?? ''}
          label={t('files.uploads.whatIs', { name })}
          data={[
            { value: '', label: t('files.uploads.choose') },
            ...FILE_TYPES.map((value) => ({ value, label: t(`files.type.${value}`) })),
          ]}
          onChange={(event) => {
            const type = FILE_TYPES.find((known) => known === event.currentTarget.value);
            if (type !== undefined) void uploads.choose(id, type);
          }}
        />
      ) : null}
      {state === 'failed' || state === 'unknown' ? <Refusal error={error} /> : null}
    </li>
  );
}
