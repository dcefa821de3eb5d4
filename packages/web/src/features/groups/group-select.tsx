import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupListQuery, groupQuery } from './groups.queries.ts';

interface GroupSelectProps {
  label: string;
  /** Id of the group. */
  value: string | null;
  error?: string | undefined;
  onChange: (id: string | null) => void;
}

const OFFERED = 50;

/** Chooses a group by its name; looks for it on the server, as there may be hundreds. */
export function GroupSelect({ label, value, error, onChange }: GroupSelectProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text, 150);
  const chosen = useQuery({ ...groupQuery(value ?? ''), enabled: value !== null });
  // What is chosen is no search: opened again, the field offers all of them.
  const search = wanted === chosen.data?.name ? '' : wanted;
  const { data } = useQuery(
    groupListQuery({
      page: 1,
      pageSize: OFFERED,
      sort: 'name',
      order: 'asc',
      ...(search === '' ? {} : { search }),
    }),
  );
  const offered = new Map(
    [...(chosen.data === undefined ? [] : [chosen.data]), ...(data?.items ?? [])].map(({ id, name }) => [
      id,
      name,
    ]),
  );
  return (
    <Select
      label={label}
      placeholder={t('groups.choose')}
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
    />
  );
}
