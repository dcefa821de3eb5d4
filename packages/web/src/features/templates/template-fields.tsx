import { MultiSelect, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { HARDWARE_TYPES } from '../../shared/phones/choices.ts';
import { RankedFields } from '../../shared/ranked/ranked-fields.tsx';
import type { TemplateDraft } from './template-draft.ts';
import { SOFTWARE_UPDATES, TEMPLATE_TYPES } from './template-search.ts';

interface TemplateFieldsProps {
  draft: TemplateDraft;
  onChange: (draft: TemplateDraft) => void;
  /** Somebody has tried to save it: what is wrong is said. */
  tried: boolean;
  /** The server's objection to a field. */
  errorOf: (field: keyof TemplateDraft) => string | undefined;
}

/** What is said of a template (guide section 6.1). */
export function TemplateFields({ draft, onChange, tried, errorOf }: TemplateFieldsProps) {
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
      <RankedFields of="templates" draft={draft} onChange={set} tried={tried} errorOf={errorOf} />
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
