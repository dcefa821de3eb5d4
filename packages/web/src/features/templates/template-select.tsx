import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../api/types.ts';
import { templateListQuery, templateQuery } from './templates.queries.ts';

interface TemplateSelectProps {
  label: string;
  /** Id of the template. */
  value: string | null;
  /** Only templates of this type. */
  type?: Template['type'];
  error?: string | undefined;
  onChange: (id: string | null) => void;
}

const OFFERED = 50;

/** Chooses a template by its name; looks for it on the server, as there may be hundreds. */
export function TemplateSelect({ label, value, type, error, onChange }: TemplateSelectProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text, 150);
  const chosen = useQuery({ ...templateQuery(value ?? ''), enabled: value !== null });
  // What is chosen is no search: opened again, the field offers all of them.
  const search = wanted === chosen.data?.name ? '' : wanted;
  const { data } = useQuery(
    templateListQuery({
      page: 1,
      pageSize: OFFERED,
      sort: 'name',
      order: 'asc',
      ...(search === '' ? {} : { search }),
      ...(type === undefined ? {} : { type }),
    }),
  );
  const offered = new Map(
    [...(chosen.data === undefined || value === null ? [] : [chosen.data]), ...(data?.items ?? [])].map(
      ({ id, name }) => [id, name],
    ),
  );
  return (
    <Select
      label={label}
      placeholder={t('templates.choose')}
      searchable
      clearable
      nothingFoundMessage={t('list.nothingMatches')}
      // The server has searched already, in the description as well.
      filter={({ options }) => options}
      data={[...offered].map(([id, name]) => ({ value: id, label: name }))}
      value={value}
      error={error}
      onSearchChange={setText}
      onChange={onChange}
      maxDropdownHeight={280}
      miw={260}
    />
  );
}
