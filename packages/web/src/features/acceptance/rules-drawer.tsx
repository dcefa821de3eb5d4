import { Button, Group, Radio, Select, Stack, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { Acceptance, AcceptanceRules } from '../../api/types.ts';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { Refusal } from '../../shared/components/refusal.tsx';
import { SettingsDrawer } from '../../shared/components/settings-drawer.tsx';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { changedFields } from '../../shared/list/three-way.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { type DialogForm, useTellChanged } from '../../shared/unsaved/use-dialog-guard.ts';
import { acceptanceQuery, usePutAcceptance } from './acceptance.queries.ts';
import classes from './rules-drawer.module.css';

const DECISIONS = ['accept', 'hold', 'refuse'] as const;
type Decision = (typeof DECISIONS)[number];

/** What becomes of unknown phones: for all, and by rules that are asked one after the other. */
export function RulesDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const rules = useQuery({ ...acceptanceQuery, refetchOnWindowFocus: false });
  return (
    <SettingsDrawer
      title={t('acceptance.rules.title')}
      settings={rules}
      size={560}
      opener="rules"
      onClose={onClose}
    >
      {(acceptance, form) => (
        <RulesForm
          key={acceptance.version}
          {...form}
          acceptance={acceptance}
          onReload={() => rules.refetch()}
        />
      )}
    </SettingsDrawer>
  );
}

/** A rule while it is typed: empty texts stand for anything. */
interface Draft {
  key: number;
  addresses: string;
  model: string;
  decision: Decision;
  note: string;
}

let keys = 0;
const newKey = (): number => {
  keys += 1;
  return keys;
};

interface RulesFormProps extends DialogForm {
  acceptance: Acceptance;
  onReload: () => Promise<unknown>;
}

function RulesForm({ acceptance, onReload, onChanged, onSaved, onClose }: RulesFormProps) {
  const { t } = useTranslation();
  const put = usePutAcceptance();
  const fieldError = useFieldErrors(put.error);
  const [unknownPhones, setUnknownPhones] = useState<Decision>(acceptance.unknownPhones);
  const [rules, setRules] = useState<readonly Draft[]>(() =>
    acceptance.rules.map(({ addresses, model, decision, note }) => ({
      key: newKey(),
      addresses: addresses ?? '',
      model: model ?? '',
      decision,
      note,
    })),
  );
  const draft = { unknownPhones, rules };
  const [first] = useState(draft);
  useTellChanged(onChanged, Object.keys(changedFields(first, draft)).length > 0);
  const edit = (key: number, change: Partial<Draft>): void =>
    setRules(rules.map((rule) => (rule.key === key ? { ...rule, ...change } : rule)));
  const move = (place: number, by: -1 | 1): void => {
    const next = [...rules];
    const [rule] = next.splice(place, 1);
    if (rule !== undefined) next.splice(place + by, 0, rule);
    setRules(next);
  };
  const isOutdated = put.error instanceof ApiError && put.error.code === 'request.outdated';
  const save = async (): Promise<void> => {
    const body: AcceptanceRules = {
      unknownPhones,
      rules: rules.map(({ addresses, model, decision, note }) => ({
        addresses: addresses.trim() === '' ? null : addresses.trim(),
        model: model.trim() === '' ? null : model.trim(),
        decision,
        note: note.trim(),
      })),
    };
    await put.mutateAsync({ ...body, version: acceptance.version });
    void showToast({ id: 'acceptance', message: t('acceptance.rules.saved') });
    onSaved();
  };
  const decisionData = DECISIONS.map((value) => ({ value, label: t(`acceptance.decision.${value}`) }));

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save().catch(() => {});
      }}
    >
      <Stack gap="lg">
        <Radio.Group
          label={t('acceptance.rules.forAll')}
          value={unknownPhones}
          onChange={(value) => setUnknownPhones(DECISIONS.find((one) => one === value) ?? 'accept')}
        >
          <Stack gap={8} mt={8}>
            {DECISIONS.map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`acceptance.decision.${value}`)}
                description={t(`acceptance.decisionText.${value}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <section>
          <h3 className={classes['heading']}>{t('acceptance.rules.heading')}</h3>
          <p className={classes['soft']}>{t('acceptance.rules.text')}</p>
          <ol className={classes['rules']}>
            {rules.map((rule, place) => {
              const number = place + 1;
              return (
                <li
                  key={rule.key}
                  className={classes['rule']}
                  aria-label={t('acceptance.rules.rule', { number })}
                >
                  <div className={classes['head']}>
                    <strong>{t('acceptance.rules.rule', { number })}</strong>
                    <span className={classes['tools']}>
                      <IconButton
                        label={t('acceptance.rules.up', { number })}
                        size={28}
                        disabled={place === 0}
                        onClick={() => move(place, -1)}
                      >
                        <IconArrowUp size={16} />
                      </IconButton>
                      <IconButton
                        label={t('acceptance.rules.down', { number })}
                        size={28}
                        disabled={place === rules.length - 1}
                        onClick={() => move(place, 1)}
                      >
                        <IconArrowDown size={16} />
                      </IconButton>
                      <IconButton
                        label={t('acceptance.rules.remove', { number })}
                        size={28}
                        onClick={() => setRules(rules.filter(({ key }) => key !== rule.key))}
                      >
                        <IconTrash size={16} />
                      </IconButton>
                    </span>
                  </div>
                  <div className={classes['fields']}>
                    <TextInput
                      label={t('acceptance.rules.addresses')}
                      placeholder="10.1.0.0/16"
                      value={rule.addresses}
                      error={fieldError(`rules.${place}.addresses`)}
                      onChange={(event) => edit(rule.key, { addresses: event.currentTarget.value })}
                    />
                    <TextInput
                      label={t('acceptance.rules.model')}
                      placeholder="OpenStage*"
                      value={rule.model}
                      onChange={(event) => edit(rule.key, { model: event.currentTarget.value })}
                    />
                    <Select
                      label={t('acceptance.rules.decision')}
                      data={decisionData}
                      value={rule.decision}
                      allowDeselect={false}
                      onChange={(value) =>
                        edit(rule.key, { decision: DECISIONS.find((one) => one === value) ?? 'hold' })
                      }
                    />
                    <TextInput
                      label={t('acceptance.rules.note')}
                      maxLength={200}
                      value={rule.note}
                      onChange={(event) => edit(rule.key, { note: event.currentTarget.value })}
                    />
                  </div>
                </li>
              );
            })}
          </ol>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() =>
              setRules([...rules, { key: newKey(), addresses: '', model: '', decision: 'hold', note: '' }])
            }
          >
            {t('acceptance.rules.add')}
          </Button>
        </section>
        <Refusal error={put.error} />
        {isOutdated ? (
          <div>
            <Button variant="default" size="xs" onClick={() => void onReload().then(() => put.reset())}>
              {t('acceptance.rules.reload')}
            </Button>
          </div>
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={put.isPending}>
            {t('acceptance.rules.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
