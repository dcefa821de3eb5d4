import { Button, FileButton, Group, Loader, Modal, Stack } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReport, Language } from '../../api/types.ts';
import bar from '../../shared/components/filter-bar.module.css';
import { Mono } from '../../shared/components/mono.tsx';
import { Refusal } from '../../shared/components/refusal.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { useImportPrepared } from './plug-and-play.queries.ts';

/** Imports a file after it was seen what it would do: first checked, then confirmed. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  useFocusBack();
  const [file, setFile] = useState<File | null>(null);
  const look = useImportPrepared();
  const apply = useImportPrepared();
  const report = look.data;
  const effects = report === undefined ? 0 : report.created + report.updated;

  const choose = (chosen: File | null): void => {
    if (chosen === null) return;
    apply.reset();
    setFile(chosen);
    look.mutate({ file: chosen, dryRun: true });
  };
  const importAll = async (): Promise<void> => {
    if (file === null) return;
    const done = await apply.mutateAsync({ file, dryRun: false });
    const count = done.created + done.updated;
    void showToast({
      id: 'plug-and-play-import',
      message: t('plugAndPlay.import.done', { count, number: format.number(count) }),
    });
    onClose();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('plugAndPlay.import.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <p style={{ margin: 0 }}>{t('plugAndPlay.import.text')}</p>
        <p style={{ margin: 0, overflowWrap: 'anywhere' }}>
          <Mono>deviceId, e164, hardwareType, secureMode, template, reg-addr, key-label-unicode[3], …</Mono>
        </p>
        <Group gap="sm">
          <FileButton accept=".csv,.json,text/csv,application/json" onChange={choose} key={file?.name}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                leftSection={<IconFile size={16} aria-hidden />}
                data-autofocus
              >
                {t('files.choose')}
              </Button>
            )}
          </FileButton>
          {file === null ? null : <Mono>{file.name}</Mono>}
          {look.isPending ? <Loader size="xs" aria-label={t('files.checking')} /> : null}
        </Group>
        <Refusal error={look.error} />
        <div aria-live="polite">{report === undefined ? null : <Preview report={report} />}</div>
        <Refusal error={apply.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            loading={apply.isPending}
            disabled={look.isPending || report === undefined || report.faultCount > 0 || effects === 0}
            onClick={() => void importAll().catch(() => {})}
          >
            {t('plugAndPlay.import.confirm', { count: effects, number: format.number(effects) })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Preview({ report }: { report: ImportReport }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const language: Language = i18n.language === 'de' ? 'de' : 'en';
  if (report.faultCount === 0) {
    return (
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {(['created', 'updated', 'unchanged'] as const).map((kind) => (
          <li key={kind}>
            {t(`plugAndPlay.import.${kind}`, { count: report[kind], number: format.number(report[kind]) })}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Stack gap="xs">
      <strong>
        {t('files.faults', { count: report.faultCount, number: format.number(report.faultCount) })}
      </strong>
      <section
        className={bar['faults']}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
        tabIndex={0}
        aria-label={t('files.fault')}
      >
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">{t('files.line')}</th>
              <th scope="col">{t('files.column')}</th>
              <th scope="col">{t('files.value')}</th>
              <th scope="col">{t('files.fault')}</th>
            </tr>
          </thead>
          <tbody>
            {report.faults.map(({ line, column, value, rule, text }) => (
              <tr key={`${line} ${column} ${rule}`}>
                <td data-label={t('files.line')}>{format.number(line)}</td>
                <td data-label={t('files.column')}>
                  <Mono>{column === '' ? '–' : column}</Mono>
                </td>
                <td data-label={t('files.value')} style={{ overflowWrap: 'anywhere' }}>
                  {value === '' ? '–' : value}
                </td>
                <td>{text[language]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {report.faults.length < report.faultCount ? (
        <span className={table['soft']}>
          {t('files.firstFaults', { number: format.number(report.faults.length) })}
        </span>
      ) : null}
    </Stack>
  );
}
