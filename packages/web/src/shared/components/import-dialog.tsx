import { Button, FileButton, Group, Loader, Modal, Stack } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImportPath, sendFile } from '../../api/send-file.ts';
import type { ImportReport, Language } from '../../api/types.ts';
import { useFormat } from '../i18n/index.ts';
import { useFocusBack } from '../keyboard/use-focus-back.ts';
import { isTypedNumber, needsTypedNumber } from '../list/confirmation.ts';
import { showToast } from '../toast/toast.tsx';
import bar from './filter-bar.module.css';
import { Mono } from './mono.tsx';
import { Refusal } from './refusal.tsx';
import table from './table.module.css';
import { TypedNumber } from './typed-number.tsx';

/** What an import would do, in words of what is imported. */
export type ImportEffect = 'created' | 'updated' | 'unchanged';

const EFFECTS: readonly ImportEffect[] = ['created', 'updated', 'unchanged'];

interface ImportDialogProps {
  title: string;
  text: string;
  /** Columns that the file may have, as they are written in it. */
  columns: string;
  /** Address that takes the file. */
  path: ImportPath;
  /** What else is said with the file. It is checked again when that changes. */
  query?: Readonly<Record<string, boolean>>;
  /** What is said only when it is imported, for the check has nothing to do with it. */
  order?: Readonly<Record<string, boolean>>;
  /** Where both are chosen. */
  options?: ReactNode;
  /** What else the check has found. */
  findings?: (report: ImportReport) => ReactNode;
  /** What the import can do; default all. */
  kinds?: readonly ImportEffect[];
  /** It cannot be undone: from 50 on the number is to be typed. */
  danger?: boolean;
  effect: (kind: ImportEffect, count: number) => string;
  confirm: (count: number) => string;
  done: (count: number) => string;
  onImported: () => unknown;
  onClose: () => void;
}

/** Imports a file after it was seen what it would do: first checked, then confirmed. */
export function ImportDialog(props: ImportDialogProps) {
  const {
    title,
    text,
    columns,
    path,
    query = {},
    order = {},
    options,
    kinds = EFFECTS,
    danger = false,
  } = props;
  const { effect, findings, confirm, onImported, onClose } = props;
  const { t } = useTranslation();
  useFocusBack();
  const [file, setFile] = useState<File | null>(null);
  /** How often a file was chosen: it may have changed under the same name. */
  const [choice, setChoice] = useState(0);
  const dialog = useId();
  const look = useQuery({
    queryKey: ['import', dialog, choice, query],
    queryFn: () => (file === null ? null : sendFile(path, file, { ...query, dryRun: true })),
    enabled: file !== null,
    // What stands in the database may change at any time, and files are large.
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const apply = useMutation({
    mutationFn: (chosen: File) => sendFile(path, chosen, { ...query, ...order, dryRun: false }),
    onSuccess: onImported,
  });
  const report = look.data ?? undefined;
  const effects = report === undefined ? 0 : report.created + report.updated;

  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const numberFits = !danger || !needsTypedNumber(effects) || isTypedNumber(typed, effects);

  const choose = (chosen: File | null): void => {
    if (chosen === null) return;
    apply.reset();
    setFile(chosen);
    setChoice(choice + 1);
  };
  const importAll = async (): Promise<void> => {
    setTried(true);
    if (file === null || !numberFits) return;
    const done = await apply.mutateAsync(file);
    void showToast({ id: 'import', message: props.done(done.created + done.updated) });
    onClose();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <p style={{ margin: 0 }}>{text}</p>
        <p style={{ margin: 0, overflowWrap: 'anywhere' }}>
          <Mono>{columns}</Mono>
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
                {t('exchange.choose')}
              </Button>
            )}
          </FileButton>
          {file === null ? null : <Mono>{file.name}</Mono>}
          {look.isFetching ? <Loader size="xs" aria-label={t('exchange.checking')} /> : null}
        </Group>
        <Refusal error={look.error} />
        <div aria-live="polite">
          {report === undefined ? null : <Preview report={report} kinds={kinds} effect={effect} />}
        </div>
        {report === undefined ? null : findings?.(report)}
        {options}
        {danger && needsTypedNumber(effects) ? (
          <TypedNumber count={effects} value={typed} isWrong={tried && !numberFits} onChange={setTyped} />
        ) : null}
        <Refusal error={apply.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            loading={apply.isPending}
            {...(danger ? { color: 'red' } : {})}
            disabled={look.isFetching || report === undefined || report.faultCount > 0 || effects === 0}
            onClick={() => void importAll().catch(() => {})}
          >
            {confirm(effects)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface PreviewProps {
  report: ImportReport;
  kinds: readonly ImportEffect[];
  effect: ImportDialogProps['effect'];
}

function Preview({ report, kinds, effect }: PreviewProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const language: Language = i18n.language === 'de' ? 'de' : 'en';
  if (report.faultCount === 0) {
    return (
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {kinds.map((kind) => (
          <li key={kind}>{effect(kind, report[kind])}</li>
        ))}
      </ul>
    );
  }
  return (
    <Stack gap="xs">
      <strong>
        {t('exchange.faults', { count: report.faultCount, number: format.number(report.faultCount) })}
      </strong>
      <section
        className={bar['faults']}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
        tabIndex={0}
        aria-label={t('exchange.fault')}
      >
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">{t('exchange.line')}</th>
              <th scope="col">{t('exchange.column')}</th>
              <th scope="col">{t('exchange.value')}</th>
              <th scope="col">{t('exchange.fault')}</th>
            </tr>
          </thead>
          <tbody>
            {report.faults.map(({ line, column, value, rule, text }) => (
              <tr key={`${line} ${column} ${rule}`}>
                <td data-label={t('exchange.line')}>{format.number(line)}</td>
                <td data-label={t('exchange.column')}>
                  <Mono>{column === '' ? '–' : column}</Mono>
                </td>
                <td data-label={t('exchange.value')} style={{ minWidth: '9rem', overflowWrap: 'anywhere' }}>
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
          {t('exchange.firstFaults', { number: format.number(report.faults.length) })}
        </span>
      ) : null}
    </Stack>
  );
}
