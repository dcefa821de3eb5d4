import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientFilter } from '../../api/types.ts';
import { ACCESS_MODES, MOBILITY_STATES, NO_FILTER } from './client-search.ts';
import { groupNamesQuery } from './clients.queries.ts';

export interface FilterFormProps {
  filter: ClientFilter;
  onApply: (filter: Record<keyof typeof NO_FILTER, string | undefined>) => void;
}

const TEXTS = ['e164', 'deviceId', 'softwareVersion', 'softwareOlderThan', 'address'] as const;
const EXAMPLES = {
  e164: '4989700',
  deviceId: '00:1A:E8',
  softwareVersion: 'V1 R7',
  softwareOlderThan: 'V1 R10.0.0',
  address: '10.1.0.0/22',
} as const;

/** Fields to filter by; nothing happens before they are applied. */
export function FilterForm({ filter, onApply }: FilterFormProps) {
  const { t } = useTranslation();
  const { data: groups } = useQuery(groupNamesQuery);
  const [draft, setDraft] = useState<Record<string, string | undefined>>({ ...filter });
  const change = (key: string, value: string | null) =>
    setDraft((current) => ({ ...current, [key]: value === null || value.trim() === '' ? undefined : value }));

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onApply({ ...NO_FILTER, ...draft });
      }}
    >
      <Stack gap="xs">
        {TEXTS.map((key, place) => (
          <TextInput
            key={key}
            size="xs"
            label={t(`clients.filter.${key}`)}
            placeholder={EXAMPLES[key]}
            value={draft[key] ?? ''}
            onChange={(event) => change(key, event.currentTarget.value)}
            {...(place === 0 ? { 'data-autofocus': true } : {})}
          />
        ))}
        <Select
          size="xs"
          label={t('clients.filter.mobility')}
          placeholder={t('clients.filter.any')}
          clearable
          comboboxProps={{ withinPortal: false }}
          data={MOBILITY_STATES.map((value) => ({
            value,
            label: t(`clients.filter.mobilityStates.${value}`),
          }))}
          value={draft['mobility'] ?? null}
          onChange={(value) => change('mobility', value)}
        />
        <Select
          size="xs"
          label={t('clients.filter.access')}
          placeholder={t('clients.filter.any')}
          clearable
          comboboxProps={{ withinPortal: false }}
          data={ACCESS_MODES.map((value) => ({ value, label: t(`clients.feature.access.${value}`) }))}
          value={draft['access'] ?? null}
          onChange={(value) => change('access', value)}
        />
        <Select
          size="xs"
          label={t('clients.filter.group')}
          placeholder={t(groups?.length === 0 ? 'clients.filter.noGroups' : 'clients.filter.any')}
          clearable
          searchable
          disabled={groups === undefined || groups.length === 0}
          comboboxProps={{ withinPortal: false }}
          data={(groups ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={draft['group'] ?? null}
          onChange={(value) => change('group', value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button size="xs" variant="default" onClick={() => onApply(NO_FILTER)}>
            {t('list.resetFilters')}
          </Button>
          <Button size="xs" type="submit">
            {t('list.applyFilters')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
