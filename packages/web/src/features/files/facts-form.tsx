import { Button, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileType, StoredFile } from '../../api/types.ts';
import { Refusal } from '../../shared/components/refusal.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { HARDWARE_TYPES } from '../../shared/phones/choices.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import classes from './files.module.css';
import { useCorrectFile } from './files.queries.ts';
import { FILE_SOFTWARE_TYPES, FILE_TYPES } from './files-search.ts';

/** What content and name told of a file, to be confirmed or corrected. */
export function FactsForm({ file }: { file: StoredFile }) {
  const { t } = useTranslation();
  const [name, setName] = useState(file.name);
  const [type, setType] = useState<FileType>(file.type);
  const [softwareType, setSoftwareType] = useState(file.softwareType);
  const [softwareVersion, setSoftwareVersion] = useState(file.softwareVersion ?? '');
  const [models, setModels] = useState<string[]>(file.models);
  const correct = useCorrectFile(file.id);
  const fieldError = useFieldErrors(correct.error);
  const named = ['name', 'type', 'softwareType', 'softwareVersion', 'models'].some(
    (field) => fieldError(field) !== undefined,
  );
  const version = softwareVersion.trim();
  const changed =
    name.trim() !== file.name ||
    type !== file.type ||
    softwareType !== file.softwareType ||
    version !== (file.softwareVersion ?? '') ||
    models.join('\n') !== file.models.join('\n');
  const save = async (): Promise<void> => {
    await correct.mutateAsync({
      version: file.version,
      name: name.trim(),
      type,
      models,
      ...(type === 'software' ? { softwareType, softwareVersion: version === '' ? null : version } : {}),
    });
    void showToast({ id: 'file-corrected', message: t('files.detail.saved') });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save().catch(() => {});
      }}
    >
      <Stack gap="sm">
        <p className={classes['soft']} style={{ margin: 0 }}>
          {t('files.detail.correctText')}
        </p>
        <TextInput
          label={t('files.column.name')}
          value={name}
          error={fieldError('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('files.column.type')}
          allowDeselect={false}
          data={FILE_TYPES.map((value) => ({ value, label: t(`files.type.${value}`) }))}
          value={type}
          error={fieldError('type')}
          onChange={(value) => setType(FILE_TYPES.find((known) => known === value) ?? type)}
        />
        {type === 'software' ? (
          <Group grow align="start">
            <Select
              label={t('files.column.softwareType')}
              placeholder={t('common.unknown')}
              clearable
              data={[...FILE_SOFTWARE_TYPES]}
              value={softwareType}
              error={fieldError('softwareType')}
              onChange={(value) =>
                setSoftwareType(FILE_SOFTWARE_TYPES.find((known) => known === value) ?? null)
              }
            />
            <TextInput
              label={t('files.column.softwareVersion')}
              placeholder="V1 R11.4.0"
              value={softwareVersion}
              error={fieldError('softwareVersion')}
              onChange={(event) => setSoftwareVersion(event.currentTarget.value)}
            />
          </Group>
        ) : null}
        <MultiSelect
          label={t('files.column.models')}
          description={t('files.detail.modelsHint')}
          searchable
          clearable
          data={[...new Set([...HARDWARE_TYPES, ...models])]}
          value={models}
          error={fieldError('models')}
          onChange={setModels}
        />
        {named ? null : <Refusal error={correct.error} />}
        <Group justify="flex-end">
          <Button type="submit" size="xs" disabled={!changed} loading={correct.isPending}>
            {t('files.detail.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
