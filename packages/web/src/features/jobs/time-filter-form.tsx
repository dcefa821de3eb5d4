import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLocalText } from '../../shared/list/schedule.ts';

interface TimeFilterFormProps {
  /** ISO 8601. */
  after: string | undefined;
  before: string | undefined;
  onApply: (times: { after: string | undefined; before: string | undefined }) => void;
}

/** Between which times jobs began or are to begin. */
export function TimeFilterForm({ after, before, onApply }: TimeFilterFormProps) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(toField(after));
  const [until, setUntil] = useState(toField(before));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onApply({ after: toIso(from), before: toIso(until) });
      }}
    >
      <Stack gap="xs">
        <TextInput
          size="xs"
          type="datetime-local"
          label={t('jobs.filter.after')}
          value={from}
          data-autofocus
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          type="datetime-local"
          label={t('jobs.filter.before')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button
            size="xs"
            variant="default"
            onClick={() => onApply({ after: undefined, before: undefined })}
          >
            {t('jobs.filter.reset')}
          </Button>
          <Button size="xs" type="submit">
            {t('jobs.filter.apply')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A time as the browser's field has it: in the viewer's zone, to the minute. */
function toField(iso: string | undefined): string {
  return iso === undefined ? '' : toLocalText(new Date(iso)).slice(0, 16).replace(' ', 'T');
}

function toIso(field: string): string | undefined {
  return field === '' ? undefined : new Date(field).toISOString();
}
