import { MultiSelect, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { HARDWARE_TYPES } from '../../shared/phones/choices.ts';
import { MAX_RANKING, type TemplateDraft } from './template-draft.ts';
import { SOFTWARE_UPDATES, TEMPLATE_TYPES } from './template-search.ts';

interface TemplateFieldsProps {
  draft: TemplateDraft;
  onChange: (draft: TemplateDraft) => void;
  /** What is wrong with a field, in words. */
  errorOf: (field: keyof TemplateDraft) => string | undefined;
}

/** What is said of a template (guide section 6.1). */
export function TemplateFields({ draft, onChange, errorOf }: TemplateFieldsProps) {
  const { t } = useTranslation();
  const set = (changes: Partial<TemplateDraft>): void => onChange({ ...draft, ...changes });
  return (
    <>
      <NativeSelect
        label={t('templates.field.type')}
        description={t(`templates.typeText.${draft.type}`)}
        data={TEMPLATE_TYPES.map((type) => ({ value: type, label: t(`templates.type.${type}`) }))}
        value={draft.type}
        error={errorOf('type')}
        onChange={(event) => set({ type: event.currentTarget.value as TemplateDraft['type'] })}
      />
      <TextInput
        label={t('templates.field.name')}
        required
        data-autofocus
        maxLength={100}
        value={draft.name}
        error={errorOf('name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Textarea
        label={t('templates.field.description')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={draft.description}
        error={errorOf('description')}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <NumberInput
        label={t('templates.field.ranking')}
        description={t('templates.rankingText')}
        required
        min={1}
        max={MAX_RANKING}
        clampBehavior="none"
        allowDecimal={false}
        allowNegative={false}
        w={200}
        value={draft.ranking}
        error={errorOf('ranking')}
        onChange={(value) => set({ ranking: typeof value === 'number' ? value : Number.NaN })}
      />
      <MultiSelect
        label={t('templates.field.models')}
        description={t('templates.modelsText')}
        data={[...HARDWARE_TYPES]}
        searchable
        clearable
        hidePickedOptions
        value={draft.models}
        placeholder={draft.models.length === 0 ? t('templates.allModels') : ''}
        error={errorOf('models')}
        onChange={(models) => set({ models })}
      />
      <MultiSelect
        label={t('templates.field.softwareTypes')}
        description={t('templates.softwareText')}
        data={['SIP', 'HFA']}
        clearable
        value={draft.softwareTypes}
        placeholder={draft.softwareTypes.length === 0 ? t('templates.allSoftware') : ''}
        error={errorOf('softwareTypes')}
        onChange={(chosen) => set({ softwareTypes: chosen as TemplateDraft['softwareTypes'] })}
      />
      <NativeSelect
        label={t('templates.field.softwareUpdate')}
        description={t(`templates.softwareUpdateText.${draft.softwareUpdate}`)}
        data={SOFTWARE_UPDATES.map((update) => ({
          value: update,
          label: t(`templates.softwareUpdate.${update}`),
        }))}
        value={draft.softwareUpdate}
        error={errorOf('softwareUpdate')}
        onChange={(event) =>
          set({ softwareUpdate: event.currentTarget.value as TemplateDraft['softwareUpdate'] })
        }
      />
    </>
  );
}
