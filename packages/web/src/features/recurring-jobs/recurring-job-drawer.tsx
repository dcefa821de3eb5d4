import {
  Button,
  Checkbox,
  Drawer,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { NewRecurringJob, RecurringJob } from '../../api/types.ts';
import { Refusal } from '../../shared/components/refusal.tsx';
import { TimeZoneSelect } from '../../shared/components/time-zone-select.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { useDefaultTimeZone } from '../../shared/server-settings/server-settings.queries.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { groupChoicesQuery, useSaveRecurringJob } from './recurring-jobs.queries.ts';

type Schedule = NewRecurringJob['schedule'];
type Clients = NewRecurringJob['clients'];
type Scope = 'all' | 'group' | 'matching' | 'kept';

const TYPES = ['refresh-data', 'restart', 'logoff'] as const;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

interface RecurringJobDrawerProps {
  /** What is changed; absent: a new one is made. */
  job?: RecurringJob;
  onClose: () => void;
}

/** What is ordered, for whom, and when. */
export function RecurringJobDrawer({ job, onClose }: RecurringJobDrawerProps) {
  const { t } = useTranslation();
  useFocusBack();
  const { data: groups } = useQuery(groupChoicesQuery);
  // The form shows this state of it, whatever others do meanwhile.
  const [seen] = useState(job);
  const save = useSaveRecurringJob(seen);
  const fieldError = useFieldErrors(save.error);
  const hasPlace = save.error instanceof ApiError && save.error.fields.length > 0;

  const [name, setName] = useState(job?.name ?? '');
  const [type, setType] = useState(job?.type ?? 'refresh-data');
  const [scope, setScope] = useState<Scope>(scopeOf(job));
  const [text, setText] = useState(filterOf(job)?.search ?? '');
  const [group, setGroup] = useState<string | null>(filterOf(job)?.group ?? null);
  const [schedule, setSchedule] = useState<Schedule>(job?.schedule ?? { kind: 'daily', time: '02:00' });
  const defaultZone = useDefaultTimeZone();
  const [chosenZone, setZone] = useState(job?.timeZone);
  const zone = chosenZone ?? defaultZone;
  const [seconds, setSeconds] = useState<number | string>(job?.timeoutSeconds ?? '');

  const clients = (): Clients => {
    if (scope === 'kept' && job !== undefined) return job.clients;
    if (scope === 'group' && group !== null) return { filter: { group } };
    return { filter: scope === 'matching' && text.trim() !== '' ? { search: text.trim() } : {} };
  };
  const submit = async (): Promise<void> => {
    await save.mutateAsync({
      name,
      type,
      clients: clients(),
      schedule,
      timeZone: zone,
      timeoutSeconds: seconds === '' ? null : Number(seconds),
      paused: job?.paused ?? false,
    });
    void showToast({ id: 'recurring-job', message: t('recurringJobs.saved') });
    onClose();
  };
  const incomplete =
    name.trim() === '' ||
    (scope === 'group' && group === null) ||
    (scope === 'matching' && text.trim() === '') ||
    (schedule.kind === 'weekly' && schedule.days.length === 0);

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      closeOnClickOutside={false}
      size={480}
      title={t(job === undefined ? 'recurringJobs.new' : 'recurringJobs.edit')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit().catch(() => {});
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('recurringJobs.column.name')}
            required
            data-autofocus
            value={name}
            error={fieldError('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t('recurringJobs.column.type')}
            allowDeselect={false}
            data={TYPES.map((value) => ({
              value,
              label: t(`jobs.type.${value}`),
            }))}
            value={type}
            onChange={(value) => setType(TYPES.find((one) => one === value) ?? 'refresh-data')}
          />
          <Select
            label={t('recurringJobs.column.clients')}
            description={t('recurringJobs.scopeHint')}
            allowDeselect={false}
            data={(job !== undefined && scopeOf(job) === 'kept'
              ? (['kept', 'all', 'group', 'matching'] as const)
              : (['all', 'group', 'matching'] as const)
            ).map((value) => ({ value, label: t(`recurringJobs.scope.${value}`) }))}
            value={scope}
            onChange={(value) => setScope((value ?? 'all') as Scope)}
          />
          {scope === 'group' ? (
            <Select
              label={t('recurringJobs.scope.group')}
              searchable
              data={(groups ?? []).map(({ id, name: label }) => ({ value: id, label }))}
              value={group}
              onChange={setGroup}
            />
          ) : null}
          {scope === 'matching' ? (
            <TextInput
              label={t('recurringJobs.scope.matching')}
              description={t('recurringJobs.matchingHint')}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          ) : null}
          <ScheduleFields schedule={schedule} onChange={setSchedule} error={fieldError('schedule')} />
          <TimeZoneSelect
            label={t('recurringJobs.zone')}
            allowDeselect={false}
            value={zone}
            error={fieldError('timeZone')}
            onChange={(value) => setZone(value ?? zone)}
          />
          <NumberInput
            label={t('recurringJobs.timeout')}
            placeholder={t('recurringJobs.timeoutDefault')}
            min={60}
            max={2_678_400}
            allowDecimal={false}
            value={seconds}
            error={fieldError('timeoutSeconds')}
            onChange={setSeconds}
          />
          <p style={{ margin: 0 }}>{t('recurringJobs.rules')}</p>
          {hasPlace ? null : <Refusal error={save.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={incomplete}>
              {t('recurringJobs.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

interface ScheduleFieldsProps {
  schedule: Schedule;
  onChange: (schedule: Schedule) => void;
  error: string | undefined;
}

function ScheduleFields({ schedule, onChange, error }: ScheduleFieldsProps) {
  const { t } = useTranslation();
  const time = schedule.kind === 'cron' ? '02:00' : schedule.time;
  const choose = (kind: string): void => {
    if (kind === 'cron') onChange({ kind, expression: '0 2 * * *' });
    else if (kind === 'weekly') onChange({ kind, days: ['sun'], time });
    else onChange({ kind: 'daily', time });
  };
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label={t('recurringJobs.column.schedule')}
        value={schedule.kind}
        data={(['daily', 'weekly', 'cron'] as const).map((value) => ({
          value,
          label: t(`recurringJobs.kind.${value}`),
        }))}
        onChange={choose}
      />
      {schedule.kind === 'weekly' ? (
        <Checkbox.Group
          label={t('recurringJobs.days')}
          value={[...schedule.days]}
          onChange={(days) => onChange({ ...schedule, days: DAYS.filter((day) => days.includes(day)) })}
        >
          <Group gap="sm" mt={6}>
            {DAYS.map((day) => (
              <Checkbox key={day} value={day} label={t(`recurringJobs.day.${day}`)} />
            ))}
          </Group>
        </Checkbox.Group>
      ) : null}
      {schedule.kind === 'cron' ? (
        <TextInput
          label={t('recurringJobs.kind.cron')}
          description={t('recurringJobs.cronHint')}
          value={schedule.expression}
          error={error}
          onChange={(event) => onChange({ kind: 'cron', expression: event.currentTarget.value })}
        />
      ) : (
        <TextInput
          type="time"
          label={t('recurringJobs.time')}
          value={schedule.time}
          error={error}
          onChange={(event) => onChange({ ...schedule, time: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}

function filterOf(job: RecurringJob | undefined) {
  return job !== undefined && 'filter' in job.clients ? job.clients.filter : undefined;
}

/** Clients that were chosen in another way stay as they are. */
function scopeOf(job: RecurringJob | undefined): Scope {
  if (job === undefined) return 'all';
  const filter = filterOf(job);
  const fields = Object.entries(filter ?? {}).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  if (filter === undefined || fields.length > 1) return 'kept';
  if (fields.length === 0) return 'all';
  return filter.group !== undefined ? 'group' : filter.search !== undefined ? 'matching' : 'kept';
}
