import { Button, Group, Stack } from '@mantine/core';
import { IconDownload, IconSend, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, StoredFile } from '../../api/types.ts';
import { CopyIcon } from '../../shared/components/copy-button.tsx';
import { FormDrawer } from '../../shared/components/form-drawer.tsx';
import { LoadError } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import type { DialogForm } from '../../shared/unsaved/use-dialog-guard.ts';
import { FactsForm } from './facts-form.tsx';
import { FilePreview } from './file-preview.tsx';
import { factPairs } from './file-words.ts';
import classes from './files.module.css';
import { contentPath, fileQuery } from './files.queries.ts';

interface FileDrawerProps {
  id: string;
  onDelete: (file: StoredFile) => void;
  onClose: () => void;
}

/** What is known of a file, what it looks or sounds like, what uses it; and what somebody knows better. */
export function FileDrawer({ id, onDelete, onClose }: FileDrawerProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(fileQuery(id));
  return (
    <FormDrawer
      title={data === undefined ? t('files.detail.about') : visibleText(data.name)}
      size={560}
      opener="open"
      onClose={onClose}
    >
      {({ onChanged }) =>
        data === undefined ? (
          error === null ? (
            <PageSkeleton />
          ) : (
            <LoadError error={error} onRetry={() => void refetch()} />
          )
        ) : (
          <FileDetail file={data} onChanged={onChanged} onDelete={() => onDelete(data)} />
        )
      }
    </FormDrawer>
  );
}

interface FileDetailProps {
  file: StoredFile;
  /** Says whether corrections are not saved. */
  onChanged: DialogForm['onChanged'];
  onDelete: () => void;
}

function FileDetail({ file, onChanged, onDelete }: FileDetailProps) {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'de' ? 'de' : 'en';
  const here = file.store === 'database';
  return (
    <Stack gap="md">
      <Group gap="xs">
        <Button
          size="xs"
          leftSection={<IconSend size={15} aria-hidden />}
          renderRoot={(props) => <Link to="/clients/deploy" search={{ files: file.id }} {...props} />}
        >
          {t('files.action.deploy')}
        </Button>
        {here ? (
          <Button
            size="xs"
            variant="default"
            component="a"
            href={contentPath(file.id)}
            download={file.name}
            leftSection={<IconDownload size={15} aria-hidden />}
          >
            {t('files.action.download')}
          </Button>
        ) : null}
        {here || file.missingSince !== null ? (
          <Button
            size="xs"
            color="red"
            variant="default"
            leftSection={<IconTrash size={15} aria-hidden />}
            onClick={onDelete}
          >
            {t('files.action.delete')}
          </Button>
        ) : null}
      </Group>
      {file.warnings.length === 0 ? null : (
        <Section title={t('files.detail.warnings')}>
          <ul className={classes['warnings']}>
            {file.warnings.map(({ text }) => (
              <li key={text.en}>{text[language]}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('files.detail.preview')}>
        <FilePreview file={file} />
      </Section>
      <Section title={t('files.detail.correct')}>
        <FactsForm file={file} onChanged={onChanged} />
      </Section>
      <Section title={t('files.detail.facts')}>
        <Facts file={file} />
      </Section>
      <Section title={t('files.detail.usage')}>
        <Usage file={file} />
      </Section>
      {file.sameAs.length === 0 ? null : (
        <Section title={t('files.detail.same')}>
          <ul className={classes['plain']}>
            {file.sameAs.map(({ id, name }) => (
              <li key={id}>
                <Link to="/files" search={{ open: id }} className={table['link']}>
                  {visibleText(name)}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes['section']}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Facts({ file }: { file: StoredFile }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { sha256 } = file;
  const pairs: [string, ReactNode][] = [
    [
      t('files.column.size'),
      // Small ones are exact already.
      file.size < 1000
        ? format.bytes(file.size)
        : t('files.detail.exactly', { rounded: format.bytes(file.size), bytes: format.number(file.size) }),
    ],
    ...factPairs(file.facts, t, format),
    [t('files.column.storage'), file.providerKey ?? t(`files.storage.${file.store}`)],
    [
      t('files.detail.added'),
      <span key="added">
        <RelativeTime iso={file.createdAt} />
        {file.createdBy === null ? null : `, ${file.createdBy}`}
      </span>,
    ],
    ...(file.updatedBy === null || file.updatedAt === file.createdAt
      ? []
      : [
          [
            t('files.detail.corrected'),
            <span key="corrected">
              <RelativeTime iso={file.updatedAt} />, {file.updatedBy}
            </span>,
          ] as [string, ReactNode],
        ]),
    ...(sha256 === null
      ? []
      : [
          [
            t('files.column.sha256'),
            <span key="sha">
              <Mono>{sha256}</Mono> <CopyIcon value={sha256} label={t('files.detail.copySha')} />
            </span>,
          ] as [string, ReactNode],
        ]),
  ];
  return (
    <dl className={classes['facts']}>
      {pairs.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Usage({ file }: { file: StoredFile }) {
  const { t } = useTranslation();
  const { templates, runningJobs } = file.usage;
  if (templates.length === 0 && runningJobs.length === 0)
    return <p className={classes['soft']}>{t('files.detail.unused')}</p>;
  return (
    <ul className={classes['plain']}>
      {templates.map(({ id, name }) => (
        <li key={`template-${id}`}>
          <Link to="/templates/$templateId" params={{ templateId: id }} className={table['link']}>
            {t('files.detail.byTemplate', { name: visibleText(name) })}
          </Link>
        </li>
      ))}
      {runningJobs.map((id) => (
        <li key={`job-${id}`}>
          <Link to="/jobs/$jobId" params={{ jobId: id }} className={table['link']}>
            {t('files.detail.byJob', { id })}
          </Link>
        </li>
      ))}
    </ul>
  );
}
