import { useTranslation } from 'react-i18next';
import type { Template } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/index.ts';
import type { TemplateDraft } from './template-draft.ts';

/** Properties of a template in words, by field. */
export function useTemplateWords(): <Field extends keyof TemplateDraft>(
  field: Field,
  value: TemplateDraft[Field],
) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (field, value) => {
    if (Array.isArray(value)) {
      return value.length === 0
        ? t(field === 'models' ? 'templates.allModels' : 'templates.allSoftware')
        : format.list(value);
    }
    if (field === 'type') return t(`templates.type.${value as Template['type']}`);
    if (field === 'softwareUpdate')
      return t(`templates.softwareUpdate.${value as Template['softwareUpdate']}`);
    return String(value) === '' ? t('common.none') : String(value);
  };
}
