import { Button, Group, Select, Skeleton, Stack, TextInput } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { PlugAndPlayClient } from '../../api/types.ts';
import { FormDrawer } from '../../shared/components/form-drawer.tsx';
import { InlineProblem, LoadError } from '../../shared/components/messages.tsx';
import { Refusal } from '../../shared/components/refusal.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { HARDWARE_TYPES, SECURE_MODES } from '../../shared/phones/choices.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { type DialogForm, useTellChanged } from '../../shared/unsaved/use-dialog-guard.ts';
import { ShownValue, useValueLabel } from '../parameters/index.ts';
import {
  plugAndPlayQuery,
  templateChoicesQuery,
  useChangePrepared,
  usePrepare,
} from './plug-and-play.queries.ts';

interface PreparedDrawerProps {
  /** Null: a new one. */
  id: string | null;
  onClose: () => void;
}

/** Prepares a client, or shows one that is prepared. */
export function PreparedDrawer({ id, onClose }: PreparedDrawerProps) {
  const { t } = useTranslation();
  return (
    <FormDrawer
      title={id === null ? t('plugAndPlay.form.newTitle') : t('plugAndPlay.form.title')}
      size={480}
      opener="open"
      onClose={onClose}
    >
      {(form) => (id === null ? <PreparedForm prepared={null} {...form} /> : <Loaded id={id} {...form} />)}
    </FormDrawer>
  );
}

function Loaded({ id, ...form }: DialogForm & { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ ...plugAndPlayQuery(id), refetchOnWindowFocus: false });
  // What the drawer was opened with: news of others must not take away what is being typed.
  const [base, setBase] = useState<PlugAndPlayClient | null>(null);
  const shown = base ?? data;
  if (shown === undefined) {
    return error === null ? (
      <Stack gap="sm" aria-busy="true" aria-label={t('common.loading')} role="status">
        <Skeleton height={36} />
        <Skeleton height={36} />
        <Skeleton height={36} />
      </Stack>
    ) : (
      <LoadError error={error} onRetry={() => void refetch()} />
    );
  }
  if (base === null) setBase(shown);
  return shown.state === 'recognized' ? (
    <Recognized prepared={shown} />
  ) : (
    <PreparedForm
      key={shown.version}
      {...form}
      prepared={shown}
      onReload={async () => setBase((await refetch()).data ?? null)}
    />
  );
}

const FIELDS = ['deviceId', 'e164', 'hardwareType', 'secureMode', 'templateId'] as const;

interface PreparedFormProps extends DialogForm {
  prepared: PlugAndPlayClient | null;
  /** Takes up what somebody else has made of it meanwhile. */
  onReload?: () => Promise<void>;
}

function PreparedForm({ prepared, onChanged, onSaved, onClose, onReload }: PreparedFormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [deviceId, setDeviceId] = useState(prepared?.deviceId ?? '');
  const [e164, setE164] = useState(prepared?.e164 ?? '');
  const [hardwareType, setHardwareType] = useState(prepared?.hardwareType ?? '');
  const [secureMode, setSecureMode] = useState(prepared?.secureMode ?? 'disabled');
  const [templateId, setTemplateId] = useState(prepared?.templateId ?? null);
  const { data: templates = [] } = useQuery(templateChoicesQuery);
  const prepare = usePrepare();
  const change = useChangePrepared(prepared?.id ?? '');
  const error = prepare.error ?? change.error;
  const fieldError = useFieldErrors(error);
  const isOutdated = error instanceof ApiError && error.code === 'request.outdated';
  const named = ['deviceId', 'e164'].filter((field) => fieldError(field) !== undefined);

  const body = { deviceId: deviceId.trim(), e164: e164.trim(), hardwareType, secureMode, templateId };
  const [first] = useState(body);
  const isTyped = FIELDS.some((field) => first[field] !== body[field]);
  useTellChanged(onChanged, isTyped);
  const isChanged = prepared === null || isTyped;
  const save = async (): Promise<PlugAndPlayClient> =>
    prepared === null
      ? prepare.mutateAsync(body)
      : change.mutateAsync({ ...body, version: prepared.version });
  const configure = async (): Promise<void> => {
    const { id } = prepared === null || isChanged ? await save() : prepared;
    onSaved();
    await navigate({ to: '/clients/plug-and-play/$preparedId', params: { preparedId: id } });
  };
  const submit = async (): Promise<void> => {
    const done = await save();
    const name = done.e164 ?? done.deviceId ?? '';
    void showToast({
      id: 'plug-and-play-saved',
      message: t(prepared === null ? 'plugAndPlay.form.created' : 'plugAndPlay.form.saved', { name }),
    });
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
        <p style={{ margin: 0 }}>{t('plugAndPlay.form.text')}</p>
        <TextInput
          label={t('plugAndPlay.column.deviceId')}
          description={t('plugAndPlay.form.deviceIdHint')}
          placeholder="00:1A:E8:75:FD:B1"
          value={deviceId}
          error={fieldError('deviceId')}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => setDeviceId(event.currentTarget.value)}
        />
        <TextInput
          label={t('plugAndPlay.column.e164')}
          description={t('plugAndPlay.form.e164Hint')}
          placeholder="4989700732406"
          inputMode="numeric"
          value={e164}
          error={fieldError('e164')}
          autoComplete="off"
          onChange={(event) => setE164(event.currentTarget.value)}
        />
        <Select
          label={t('plugAndPlay.column.hardwareType')}
          data={[
            { value: '', label: t('plugAndPlay.anyType') },
            ...HARDWARE_TYPES.map((type) => ({ value: type, label: type })),
          ]}
          value={hardwareType}
          allowDeselect={false}
          searchable
          onChange={(value) => setHardwareType(HARDWARE_TYPES.find((type) => type === value) ?? '')}
        />
        <Select
          label={t('plugAndPlay.column.secureMode')}
          data={SECURE_MODES.map((mode) => ({ value: mode, label: t(`plugAndPlay.secureMode.${mode}`) }))}
          value={secureMode}
          allowDeselect={false}
          onChange={(value) => setSecureMode(SECURE_MODES.find((mode) => mode === value) ?? 'disabled')}
        />
        <Select
          label={t('plugAndPlay.column.template')}
          placeholder={t('plugAndPlay.form.noTemplate')}
          data={templates.map(({ id, name }) => ({ value: id, label: name }))}
          value={templateId}
          clearable
          searchable
          nothingFoundMessage={t('plugAndPlay.form.noTemplates')}
          onChange={setTemplateId}
        />
        <PreparedValues
          values={prepared?.values ?? []}
          action={
            <Button
              variant="default"
              size="xs"
              leftSection={<IconAdjustments size={15} aria-hidden />}
              onClick={() => void configure().catch(() => {})}
            >
              {t(
                prepared === null
                  ? 'plugAndPlay.form.registerAndConfigure'
                  : isChanged
                    ? 'plugAndPlay.form.saveAndConfigure'
                    : 'plugAndPlay.form.configure',
              )}
            </Button>
          }
        />
        {isOutdated ? (
          <Stack gap="xs">
            <InlineProblem error={error} />
            {onReload === undefined ? null : (
              <div>
                <Button
                  variant="default"
                  size="xs"
                  onClick={() => {
                    change.reset();
                    void onReload();
                  }}
                >
                  {t('plugAndPlay.form.reload')}
                </Button>
              </div>
            )}
          </Stack>
        ) : named.length > 0 ? null : (
          <Refusal error={error} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={prepare.isPending || change.isPending}>
            {t(prepared === null ? 'plugAndPlay.form.register' : 'plugAndPlay.form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What the phone gets beside its number, with the way to change it. */
function PreparedValues({ values, action }: { values: PlugAndPlayClient['values']; action: ReactNode }) {
  const { t } = useTranslation();
  const label = useValueLabel();
  return (
    <section aria-label={t('plugAndPlay.column.values')}>
      <h3 style={{ margin: '0 0 6px', fontSize: '0.9375rem' }}>{t('plugAndPlay.column.values')}</h3>
      {values.length === 0 ? null : (
        <ul style={{ margin: '0 0 8px', paddingLeft: 18, overflowWrap: 'anywhere' }}>
          {values.map((value) => (
            <li key={`${value.item} ${value.index}`}>
              {label(value)}: <ShownValue of={value} label={label(value)} value={value.value} isSet />
            </li>
          ))}
        </ul>
      )}
      {action}
    </section>
  );
}

function Recognized({ prepared }: { prepared: PlugAndPlayClient }) {
  const { t } = useTranslation();
  const facts = [
    ['deviceId', prepared.deviceId],
    ['e164', prepared.e164],
    ['hardwareType', prepared.hardwareType],
    ['secureMode', t(`plugAndPlay.secureMode.${prepared.secureMode}`)],
    ['createdBy', prepared.createdBy],
  ] as const;
  return (
    <Stack gap="md">
      <p style={{ margin: 0 }}>
        {t('plugAndPlay.form.recognized')}{' '}
        {prepared.recognizedAt === null ? null : <RelativeTime iso={prepared.recognizedAt} />}
      </p>
      <dl style={{ display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: '6px 16px', margin: 0 }}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt style={{ color: 'var(--df-text-2)' }}>{t(`plugAndPlay.column.${name}`)}</dt>
            <dd style={{ margin: 0 }}>{value === null || value === '' ? '–' : value}</dd>
          </div>
        ))}
      </dl>
    </Stack>
  );
}
