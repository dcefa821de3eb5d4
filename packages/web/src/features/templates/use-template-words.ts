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

/** How many values and files a template has, in words. */
export function useContentWords({ valueCount, fileCount }: Pick<Template, 'valueCount' | 'fileCount'>) {
  const { t } = useTranslation();
  const format = useFormat();
  return {
    values:
      valueCount === 0
        ? t('templates.content.noValues')
        : t('templates.content.values', { count: valueCount, number: format.number(valueCount) }),
    files:
      fileCount === 0
        ? t('templates.content.noFiles')
        : t('templates.content.files', { count: fileCount, number: format.number(fileCount) }),
  };
}
