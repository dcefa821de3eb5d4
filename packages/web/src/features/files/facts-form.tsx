import { Button, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredFile } from '../../api/types.ts';
import { Refusal } from '../../shared/components/refusal.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { changedFields, mergeDraft } from '../../shared/list/three-way.ts';
import { HARDWARE_TYPES } from '../../shared/phones/choices.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { type DialogForm, useTellChanged } from '../../shared/unsaved/use-dialog-guard.ts';
import classes from './files.module.css';
import { useCorrectFile } from './files.queries.ts';
import { FILE_SOFTWARE_TYPES, FILE_TYPES } from './files-search.ts';

type FactsDraft = Pick<StoredFile, 'name' | 'type' | 'softwareType' | 'models'> & { softwareVersion: string };

const draftOf = ({ name, type, softwareType, softwareVersion, models }: StoredFile): FactsDraft => ({
  name,
  type,
  softwareType,
  softwareVersion: softwareVersion ?? '',
  models,
});

interface FactsFormProps {
  file: StoredFile;
  /** Says whether the form holds what is not saved. */
  onChanged: DialogForm['onChanged'];
}

/** What content and name told of a file, to be confirmed or corrected. */
export function FactsForm({ file, onChanged }: FactsFormProps) {
  const { t } = useTranslation();
  const [base, setBase] = useState(file);
  const [draft, setDraft] = useState(draftOf(file));
  if (file.version !== base.version) {
    const merged = mergeDraft(draftOf(base), draftOf(file), draft);
    // Where somebody else has changed the same, the server's objection comes before their word is overwritten.
    if (merged.clashing.length === 0) {
      setBase(file);
      setDraft(merged.draft);
    }
  }
  const { name, type, softwareType, softwareVersion, models } = draft;
  const set = (changes: Partial<FactsDraft>): void => setDraft({ ...draft, ...changes });
  const correct = useCorrectFile(file.id);
  const fieldError = useFieldErrors(correct.error);
  const named = ['name', 'type', 'softwareType', 'softwareVersion', 'models'].some(
    (field) => fieldError(field) !== undefined,
  );
  const version = softwareVersion.trim();
  const tidy = { ...draft, name: name.trim(), softwareVersion: version };
  const isChanged = Object.keys(changedFields(draftOf(base), tidy)).length > 0;
  useTellChanged(onChanged, isChanged);
  const save = async (): Promise<void> => {
    const saved = await correct.mutateAsync({
      version: base.version,
      name: tidy.name,
      type,
      models,
      ...(type === 'software' ? { softwareType, softwareVersion: version === '' ? null : version } : {}),
    });
    setBase(saved);
    setDraft(draftOf(saved));
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
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label={t('files.column.type')}
          allowDeselect={false}
          data={FILE_TYPES.map((value) => ({ value, label: t(`files.type.${value}`) }))}
          value={type}
          error={fieldError('type')}
          onChange={(value) => set({ type: FILE_TYPES.find((known) => known === value) ?? type })}
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
                set({ softwareType: FILE_SOFTWARE_TYPES.find((known) => known === value) ?? null })
              }
            />
            <TextInput
              label={t('files.column.softwareVersion')}
              placeholder="V1 R11.4.0"
              value={softwareVersion}
              error={fieldError('softwareVersion')}
              onChange={(event) => set({ softwareVersion: event.currentTarget.value })}
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
          onChange={(chosen) => set({ models: chosen })}
        />
        {named ? null : <Refusal error={correct.error} />}
        <Group justify="flex-end">
          <Button type="submit" size="xs" disabled={!isChanged} loading={correct.isPending}>
            {t('files.detail.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
