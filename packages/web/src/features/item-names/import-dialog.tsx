import { Button, Checkbox, FileButton, Group, Modal, Stack } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemNameImport, Language } from '../../api/types.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { readJsonFile } from '../../shared/list/read-json-file.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import classes from './item-names.module.css';
import { useImport } from './item-names.queries.ts';

/** Imports corrections of a file after it was seen what they would change. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const [file, setFile] = useState<{ name: string; document: object } | null>(null);
  const [fault, setFault] = useState<'large' | 'json' | null>(null);
  const [replace, setReplace] = useState(false);
  const look = useImport();
  const apply = useImport();
  const result = look.data;

  const check = (document: object, withReplace: boolean): void => {
    apply.reset();
    look.mutate({ document, dryRun: true, replace: withReplace });
  };
  const choose = async (chosen: File | null): Promise<void> => {
    if (chosen === null) return;
    look.reset();
    const read = await readJsonFile(chosen);
    setFault(read.fault);
    setFile(read.document === null ? null : { name: chosen.name, document: read.document });
    if (read.document !== null) check(read.document, replace);
  };
  const importAll = async (): Promise<void> => {
    if (file === null) return;
    const { added, changed, removed } = await apply.mutateAsync({
      document: file.document,
      dryRun: false,
      replace,
    });
    const count = added.length + changed.length + removed.length;
    void showToast({ id: 'item-names-import', message: t('itemNames.import.done', { count }) });
    onClose();
  };
  const changes =
    result === undefined ? 0 : result.added.length + result.changed.length + result.removed.length;

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('itemNames.import.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <p style={{ margin: 0 }}>{t('itemNames.import.text')}</p>
        <Group gap="sm">
          <FileButton accept="application/json,.json" onChange={(chosen) => void choose(chosen)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFile size={16} aria-hidden />}>
                {t('itemNames.import.choose')}
              </Button>
            )}
          </FileButton>
          {file === null ? null : <Mono>{file.name}</Mono>}
        </Group>
        <Checkbox
          label={t('itemNames.import.replace')}
          checked={replace}
          onChange={(event) => {
            const next = event.currentTarget.checked;
            setReplace(next);
            if (file !== null) check(file.document, next);
          }}
        />
        {fault === null ? null : (
          <p role="alert" className={classes['faults']}>
            {t(`itemNames.import.fault.${fault}`)}
          </p>
        )}
        <InlineProblem error={look.error} />
        <div aria-live="polite">{result === undefined ? null : <Preview result={result} />}</div>
        <InlineProblem error={apply.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            loading={apply.isPending}
            disabled={result === undefined || result.errors.length > 0 || changes === 0}
            onClick={() => void importAll().catch(() => {})}
          >
            {t('itemNames.import.confirm', { count: changes })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const KINDS = ['added', 'changed', 'removed', 'unchanged'] as const;

function Preview({ result }: { result: ItemNameImport }) {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'de' ? 'de' : 'en';
  const { errors } = result;
  if (errors.length > 0) {
    return (
      <>
        <h3 className={classes['heading']}>{t('itemNames.import.faults', { count: errors.length })}</h3>
        <ul className={classes['faults']}>
          {errors.map((error) => (
            <li key={`${error.parameterId} ${error.field} ${error.code}`}>
              <Mono>{[error.parameterId, error.field].filter((part) => part !== '').join(' ')}</Mono>{' '}
              {error.text[language]}
            </li>
          ))}
        </ul>
      </>
    );
  }
  return (
    <Stack gap="xs">
      {KINDS.filter((kind) => result[kind].length > 0).map((kind) => (
        <details key={kind} open={kind !== 'unchanged'}>
          <summary>{t(`itemNames.import.${kind}`, { count: result[kind].length })}</summary>
          <ul className={classes['ids']}>
            {result[kind].map((id) => (
              <li key={id}>
                <Mono>{id}</Mono>
              </li>
            ))}
          </ul>
        </details>
      ))}
      {KINDS.every((kind) => result[kind].length === 0) ? (
        <p className={classes['soft']}>{t('itemNames.import.empty')}</p>
      ) : null}
    </Stack>
  );
}
