import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { RecurringJob } from '../../api/types.ts';
import { FormDrawer } from '../../shared/components/form-drawer.tsx';
import { OpenedForm } from '../../shared/components/opened-form.tsx';
import { OutdatedDraftNote } from '../../shared/components/outdated-draft-note.tsx';
import { Refusal } from '../../shared/components/refusal.tsx';
import { TimeZoneSelect } from '../../shared/components/time-zone-select.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useStoredDraft } from '../../shared/list/use-stored-draft.ts';
import { useDefaultTimeZone } from '../../shared/server-settings/server-settings.queries.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { type DialogForm, useTellChanged } from '../../shared/unsaved/use-dialog-guard.ts';
import { GroupName, GroupSelect } from '../groups/index.ts';
import {
  bodyOf,
  DAYS,
  draftOf,
  isIncomplete,
  type RecurringDraft,
  type Scope,
  TYPES,
} from './recurring-draft.ts';
import { recurringJobQuery, useSaveRecurringJob } from './recurring-jobs.queries.ts';
import { useScheduleWords } from './use-schedule-words.ts';

/** How clients are chosen here. */
const SCOPES = ['all', 'group', 'matching'] as const;

interface RecurringJobDrawerProps {
  /** Id of what is changed; null: a new one is made. */
  id: string | null;
  onClose: () => void;
}

/** What is ordered, for whom, and when. */
export function RecurringJobDrawer({ id, onClose }: RecurringJobDrawerProps) {
  const { t } = useTranslation();
  return (
    <FormDrawer
      title={t(id === null ? 'recurringJobs.new' : 'recurringJobs.edit')}
      size={480}
      opener="open"
      onClose={onClose}
    >
      {(form) => (id === null ? <RecurringJobForm job={null} {...form} /> : <LoadedForm id={id} {...form} />)}
    </FormDrawer>
  );
}

function LoadedForm({ id, ...form }: DialogForm & { id: string }) {
  const query = useQuery(recurringJobQuery(id));
  return <OpenedForm query={query}>{(job) => <RecurringJobForm job={job} {...form} />}</OpenedForm>;
}

function RecurringJobForm({ job, onChanged, onSaved, onClose }: DialogForm & { job: RecurringJob | null }) {
  const { t } = useTranslation();
  const form = useStoredDraft(job, draftOf);
  const { base, draft } = form;
  const save = useSaveRecurringJob(base);
  const fieldError = useFieldErrors(save.error);
  const isToldAbove =
    save.error instanceof ApiError && (save.error.fields.length > 0 || save.error.current !== null);
  const { scope, schedule } = draft;
  const defaultZone = useDefaultTimeZone();
  const zone = draft.zone ?? defaultZone;
  const set = (changes: Partial<RecurringDraft>): void => form.setDraft({ ...draft, ...changes });
  useTellChanged(onChanged, Object.keys(form.typed).length > 0);

  const scheduleWords = useScheduleWords();
  const labels: Record<keyof RecurringDraft, string> = {
    name: t('recurringJobs.column.name'),
    type: t('recurringJobs.column.type'),
    scope: t('recurringJobs.column.clients'),
    text: t('recurringJobs.scope.matching'),
    group: t('recurringJobs.scope.group'),
    schedule: t('recurringJobs.column.schedule'),
    zone: t('recurringJobs.zone'),
    seconds: t('recurringJobs.timeout'),
  };
  const wordsOf = (field: keyof RecurringDraft, state: RecurringDraft): ReactNode => {
    switch (field) {
      case 'type':
        return t(`jobs.type.${state.type}`);
      case 'scope':
        return t(`recurringJobs.scope.${state.scope}`);
      case 'group':
        return state.group === null ? t('common.none') : <GroupName id={state.group} />;
      case 'schedule':
        return scheduleWords(state.schedule, state.zone ?? defaultZone);
      case 'zone':
        return state.zone ?? defaultZone;
      case 'seconds':
        return state.seconds === '' ? t('recurringJobs.timeoutDefault') : state.seconds;
      default:
        return state[field] === '' ? t('parameters.value.empty') : state[field];
    }
  };

  const submit = async (): Promise<void> => {
    try {
      await save.mutateAsync(bodyOf({ ...draft, zone }, base));
    } catch (problem) {
      if (!form.rebase(problem)) throw problem;
      return;
    }
    void showToast({ id: 'recurring-job', message: t('recurringJobs.saved') });
    onSaved();
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit().catch(() => {});
      }}
    >
      <Stack gap="md">
        <OutdatedDraftNote of={form} label={(field) => labels[field]} words={wordsOf} />
        <TextInput
          label={t('recurringJobs.column.name')}
          required
          data-autofocus
          value={draft.name}
          error={fieldError('name')}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label={t('recurringJobs.column.type')}
          allowDeselect={false}
          data={TYPES.map((value) => ({
            value,
            label: t(`jobs.type.${value}`),
          }))}
          value={draft.type}
          onChange={(value) => set({ type: TYPES.find((one) => one === value) ?? 'refresh-data' })}
        />
        <Select
          label={t('recurringJobs.column.clients')}
          description={t('recurringJobs.scopeHint')}
          allowDeselect={false}
          data={(draftOf(base).scope === 'kept' ? (['kept', ...SCOPES] as const) : SCOPES).map((value) => ({
            value,
            label: t(`recurringJobs.scope.${value}`),
          }))}
          value={scope}
          onChange={(value) => set({ scope: (value ?? 'all') as Scope })}
        />
        {scope === 'group' ? (
          <GroupSelect
            label={t('recurringJobs.scope.group')}
            value={draft.group}
            onChange={(group) => set({ group })}
          />
        ) : null}
        {scope === 'matching' ? (
          <TextInput
            label={t('recurringJobs.scope.matching')}
            description={t('recurringJobs.matchingHint')}
            value={draft.text}
            onChange={(event) => set({ text: event.currentTarget.value })}
          />
        ) : null}
        <ScheduleFields
          schedule={schedule}
          onChange={(next) => set({ schedule: next })}
          error={fieldError('schedule')}
        />
        <TimeZoneSelect
          label={t('recurringJobs.zone')}
          allowDeselect={false}
          value={zone}
          error={fieldError('timeZone')}
          onChange={(value) => set({ zone: value ?? zone })}
        />
        <NumberInput
          label={t('recurringJobs.timeout')}
          placeholder={t('recurringJobs.timeoutDefault')}
          min={60}
          max={2_678_400}
          allowDecimal={false}
          value={draft.seconds}
          error={fieldError('timeoutSeconds')}
          onChange={(seconds) => set({ seconds })}
        />
        <p style={{ margin: 0 }}>{t('recurringJobs.rules')}</p>
        {isToldAbove ? null : <Refusal error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={isIncomplete(draft)}>
            {t('recurringJobs.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ScheduleFieldsProps {
  schedule: RecurringDraft['schedule'];
  onChange: (schedule: RecurringDraft['schedule']) => void;
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
