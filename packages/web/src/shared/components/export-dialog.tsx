import { Button, Checkbox, Group, Modal, SegmentedControl, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../keyboard/use-focus-back.ts';

interface ExportDialogProps {
  title: string;
  /** What will be in the file, e.g. how many clients of which filter. */
  text: string;
  /** Where the file comes from, without query. */
  path: string;
  /** What narrows it. */
  filter: Readonly<Record<string, string | undefined>>;
  columns: readonly { id: string; label: string; chosen: boolean }[];
  onClose: () => void;
}

/** Chooses columns and form of a file; the browser fetches it by itself. */
export function ExportDialog({ title, text, path, filter, columns, onClose }: ExportDialogProps) {
  const { t, i18n } = useTranslation();
  useFocusBack();
  const [chosen, setChosen] = useState(columns.filter((column) => column.chosen).map(({ id }) => id));
  const [format, setFormat] = useState<'csv' | 'json'>('csv');
  // What spreadsheets of the reader's country take.
  const [separator, setSeparator] = useState<'comma' | 'semicolon'>(
    i18n.language === 'de' ? 'semicolon' : 'comma',
  );
  const query = new URLSearchParams({ format });
  if (format === 'csv') query.set('separator', separator);
  for (const { id } of columns) if (chosen.includes(id)) query.append('columns', id);
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <p style={{ margin: 0 }}>{text}</p>
        <Group gap="lg" align="flex-start">
          <SegmentedControl
            aria-label={t('exchange.format')}
            value={format}
            onChange={(value) => setFormat(value === 'json' ? 'json' : 'csv')}
            data={[
              { value: 'csv', label: 'CSV' },
              { value: 'json', label: 'JSON' },
            ]}
          />
          {format === 'json' ? null : (
            <SegmentedControl
              aria-label={t('exchange.separator')}
              value={separator}
              onChange={(value) => setSeparator(value === 'semicolon' ? 'semicolon' : 'comma')}
              data={[
                { value: 'comma', label: t('exchange.comma') },
                { value: 'semicolon', label: t('exchange.semicolon') },
              ]}
            />
          )}
        </Group>
        <Checkbox.Group value={chosen} onChange={setChosen} label={t('exchange.columns')}>
          <div
            style={{
              display: 'grid',
              gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))',
              gap: 10,
              marginTop: 8,
            }}
          >
            {columns.map(({ id, label }) => (
              <Checkbox key={id} value={id} label={label} />
            ))}
          </div>
        </Checkbox.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {chosen.length === 0 ? (
            <Button disabled>{t('exchange.download')}</Button>
          ) : (
            <Button
              component="a"
              href={`${path}?${query}`}
              download
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={onClose}
            >
              {t('exchange.download')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
