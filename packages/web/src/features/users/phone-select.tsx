import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneChoicesQuery } from './users.queries.ts';

/** A phone in a few words. */
interface Phone {
  readonly clientId: string;
  readonly deviceId: string;
  readonly e164: string;
  readonly model: string;
}

interface PhoneSelectProps {
  label: string;
  description?: string;
  value: Phone | null;
  error?: string | undefined;
  onChange: (phone: Phone | null) => void;
}

const DELAY_MS = 200;

/** A phone by number, type and device ID. */
export function nameOfPhone({ e164, deviceId, model }: Phone): string {
  return [e164, model, deviceId].filter((text) => text !== '').join(' · ');
}

/** Chooses one of the phones, found by number, device ID or model. */
export function PhoneSelect({ label, description, value, error, onChange }: PhoneSelectProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const chosenName = value === null ? '' : nameOfPhone(value);
  const [search] = useDebouncedValue(typed === chosenName ? '' : typed, DELAY_MS);
  const { data: found = [] } = useQuery(phoneChoicesQuery(search));
  const phones: Phone[] = found.map(({ id, deviceId, e164, model }) => ({
    clientId: id,
    deviceId,
    e164,
    model,
  }));
  const offered =
    value === null || phones.some(({ clientId }) => clientId === value.clientId)
      ? phones
      : [value, ...phones];
  return (
    <Select
      label={label}
      description={description}
      placeholder={t('users.phone.placeholder')}
      data={offered.map((phone) => ({ value: phone.clientId, label: nameOfPhone(phone) }))}
      // The server has searched already, and in more than the label.
      filter={({ options }) => options}
      value={value?.clientId ?? null}
      searchable
      clearable
      error={error}
      nothingFoundMessage={t('users.phone.nothing')}
      onSearchChange={setTyped}
      onChange={(id) => onChange(offered.find(({ clientId }) => clientId === id) ?? null)}
    />
  );
}
