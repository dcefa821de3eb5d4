import { Group, MultiSelect, Radio, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { GroupFilter } from '../../api/types.ts';
import { HARDWARE_TYPES } from '../../shared/phones/choices.ts';
import type { FilterField } from './group-draft.ts';

interface FilterFieldsProps {
  filter: GroupFilter;
  onChange: (filter: GroupFilter) => void;
  /** The server's objection to a field, e.g. to one of its entries. */
  errorOf: (field: FilterField) => string | undefined;
}

const MAX_ENTRIES = 50;

/** The filter of a group: which clients belong to it (guide section 8.1). */
export function FilterFields({ filter, onChange, errorOf }: FilterFieldsProps) {
  const { t } = useTranslation();
  const tags = (field: Exclude<FilterField, 'clientTypes'>, placeholder: string) => (
    <TagsInput
      label={t(`groups.filter.${field}`)}
      description={t(`groups.filter.${field}Text`)}
      placeholder={filter[field].length === 0 ? placeholder : ''}
      splitChars={[',', ';', ' ']}
      acceptValueOnBlur
      clearable
      maxTags={MAX_ENTRIES}
      value={filter[field]}
      error={errorOf(field)}
      onChange={(entries) => onChange({ ...filter, [field]: entries })}
    />
  );
  return (
    <>
      <Radio.Group
        label={t('groups.filter.match')}
        value={filter.match}
        onChange={(match) => onChange({ ...filter, match: match === 'any' ? 'any' : 'all' })}
      >
        <Group gap="md" mt={6}>
          <Radio value="all" label={t('groups.filter.all')} />
          <Radio value="any" label={t('groups.filter.any')} />
        </Group>
      </Radio.Group>
      {tags('e164', '4989700*')}
      {tags('addresses', '10.1.0.0/16')}
      <MultiSelect
        label={t('groups.filter.clientTypes')}
        description={t('groups.filter.clientTypesText')}
        data={[...HARDWARE_TYPES, ...filter.clientTypes.filter((type) => !isKnown(type))]}
        searchable
        clearable
        hidePickedOptions
        value={filter.clientTypes}
        error={errorOf('clientTypes')}
        onChange={(clientTypes) => onChange({ ...filter, clientTypes })}
      />
      {tags('serverAddresses', 'sip.example.org')}
    </>
  );
}

/** A filter made through the API may name a type that this version does not know; it stays. */
const isKnown = (type: string): boolean => HARDWARE_TYPES.some((known) => known === type);
