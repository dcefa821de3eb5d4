import { Button, Checkbox, FileButton, Group, Modal, Stack } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { useFormat, useLanguage } from '../../shared/i18n/index.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { type ReadFile, readJsonFile } from '../../shared/list/read-json-file.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import classes from './templates.module.css';
import { useImportTemplates } from './templates.queries.ts';

/** Imports templates of a file after it was seen which ones would be made. */
export function ImportTemplatesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  useFocusBack();
  const [file, setFile] = useState<{ name: string; document: object } | null>(null);
  const [fault, setFault] = useState<ReadFile['fault']>(null);
  const [rename, setRename] = useState(false);
  const look = useImportTemplates();
  const apply = useImportTemplates();
  const error = apply.error ?? look.error;

  const check = (document: object, withRename: boolean): void => {
    apply.reset();
    look.mutate({ document, dryRun: true, rename: withRename });
  };
  const choose = async (chosen: File | null): Promise<void> => {
    if (chosen === null) return;
    look.reset();
    const read = await readJsonFile(chosen);
    setFault(read.fault);
    setFile(read.document === null ? null : { name: chosen.name, document: read.document });
    if (read.document !== null) check(read.document, rename);
  };
  const importAll = async (): Promise<void> => {
    if (file === null) return;
    const result = await apply
      .mutateAsync({ document: file.document, dryRun: false, rename })
      .catch(() => null);
    if (result === null) return;
    const count = result.names.length;
    void showToast({ id: 'templates-import', message: t('templates.import.done', { count }) });
    onClose();
  };
  const result = look.data;

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('templates.import.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <p className={classes['plain']}>{t('templates.import.text')}</p>
        <Group gap="sm">
          <FileButton accept="application/json,.json" onChange={(chosen) => void choose(chosen)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFile size={16} aria-hidden />}>
                {t('templates.import.choose')}
              </Button>
            )}
          </FileButton>
          {file === null ? null : <Mono>{file.name}</Mono>}
        </Group>
        <Checkbox
          label={t('templates.import.rename')}
          checked={rename}
          onChange={(event) => {
            const next = event.currentTarget.checked;
            setRename(next);
            if (file !== null) check(file.document, next);
          }}
        />
        {fault === null ? null : (
          <p role="alert" className={classes['fault']}>
            {t(`itemNames.import.fault.${fault}`)}
          </p>
        )}
        {error instanceof ApiError && error.fields.length > 0 ? (
          <div role="alert" className={classes['fault']}>
            {t('templates.import.refused', { count: error.fields.length })}
            <ul>
              {error.fields.slice(0, 20).map(({ field, message, text }) => (
                <li key={field}>
                  <code>{field.replace(/^document\./, '')}</code>: {text?.[language] ?? message}
                </li>
              ))}
            </ul>
          </div>
        ) : (
          <InlineProblem error={error} />
        )}
        {result === undefined ? null : (
          <section aria-live="polite">
            <p className={classes['plain']}>
              {t('templates.import.would', {
                count: result.names.length,
                number: format.number(result.names.length),
              })}
            </p>
            <ul className={classes['names']}>
              {result.names.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
            {result.secretsLeftOut === 0 ? null : (
              <p className={classes['plain']}>
                {t('templates.import.secrets', { count: result.secretsLeftOut })}
              </p>
            )}
            {result.filesNotFound.length === 0 ? null : (
              <>
                <p className={classes['plain']}>
                  {t('templates.import.filesNotFound', { count: result.filesNotFound.length })}
                </p>
                <ul className={classes['names']}>
                  {result.filesNotFound.map(({ template, name, type, softwareVersion }) => (
                    <li key={`${template} ${name} ${type}`}>
                      {[visibleText(name), t(`files.type.${type}`), softwareVersion, template]
                        .filter((part) => part !== null)
                        .join(' · ')}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </section>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            disabled={result === undefined || error !== null}
            loading={apply.isPending}
            onClick={() => void importAll()}
          >
            {t('templates.import.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
