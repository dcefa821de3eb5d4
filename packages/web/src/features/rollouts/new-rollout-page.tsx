import { Button, Group } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientScope } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { Refusal } from '../../shared/components/refusal.tsx';
import { type ChosenClients, confirmed, useBroughtClients } from '../clients/index.ts';
import { ClientsStep } from './clients-step.tsx';
import { OrderStep } from './order-step.tsx';
import { ReviewStep } from './review-step.tsx';
import {
  emptyDraft,
  faultOf,
  newRolloutOf,
  type RolloutDraft,
  STEPS,
  type WizardStep,
} from './rollout-draft.ts';
import { useCreateRollout } from './rollouts.queries.ts';
import { RulesStep } from './rules-step.tsx';
import { WavesStep } from './waves-step.tsx';
import classes from './wizard.module.css';

/** Puts a rollout together: what, for whom, in which waves, by which rules. */
export function NewRolloutPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/rollouts/new' });
  const navigate = useNavigate();
  const brought = useBroughtClients(search);
  const [picked, setPicked] = useState<ChosenClients | null>(null);
  const [draft, setDraft] = useState(() => emptyDraft(search.template ?? null));
  const [step, setStep] = useState<WizardStep>('what');
  const [tried, setTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const create = useCreateRollout();

  const chosen = picked ?? brought;
  const scope: ClientScope | null = chosen === null ? null : confirmed(chosen.scope, chosen.count);
  const fault = faultOf(step, draft, scope, Date.now());
  const place = STEPS.indexOf(step);
  const change = (changes: Partial<RolloutDraft>): void => setDraft({ ...draft, ...changes });
  const go = (to: WizardStep): void => {
    setStep(to);
    setTried(false);
    create.reset();
    // What is new stands below the heading: who reads with the ears begins there.
    requestAnimationFrame(() => heading.current?.focus());
  };
  const next = async (): Promise<void> => {
    setTried(true);
    if (fault !== null) return;
    const following = STEPS[place + 1];
    if (following !== undefined) return go(following);
    const rollout = newRolloutOf(draft, scope, new Date().toISOString());
    if (rollout === null) return;
    const made = await create.mutateAsync(rollout).catch(() => undefined);
    if (made !== undefined) void navigate({ to: '/rollouts/$rolloutId', params: { rolloutId: made.id } });
  };
  const shown = { draft, change, fault: tried ? fault : null };

  return (
    <>
      <Breadcrumb to="/rollouts">{t('rollouts.title')}</Breadcrumb>
      <PageHeader title={t('rollouts.new')} />
      <StepList current={step} onGo={go} reached={reachedStep(draft, scope)} />
      <Panel>
        <form
          noValidate
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault();
            void next();
          }}
        >
          <h2 ref={heading} tabIndex={-1} className={classes['heading']}>
            {t(`rollouts.step.${step}`)}
          </h2>
          {step === 'what' ? <OrderStep {...shown} /> : null}
          {step === 'who' ? (
            <ClientsStep
              chosen={chosen}
              brought={picked === null && brought !== null}
              fault={shown.fault}
              onChoose={setPicked}
            />
          ) : null}
          {step === 'waves' ? <WavesStep {...shown} scope={scope} /> : null}
          {step === 'rules' ? <RulesStep {...shown} /> : null}
          {step === 'review' ? <ReviewStep {...shown} scope={scope} count={chosen?.count ?? 0} /> : null}
          <Refusal error={create.error} />
          <Group justify="space-between" className={classes['foot'] ?? ''}>
            <Button variant="default" disabled={place === 0} onClick={() => go(STEPS[place - 1] ?? 'what')}>
              {t('rollouts.wizard.back')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {step !== 'review'
                ? t('rollouts.wizard.next')
                : t(`rollouts.wizard.create.${draft.start.kind}`)}
            </Button>
          </Group>
        </form>
      </Panel>
    </>
  );
}

/** How far one may go: every step before is right. */
function reachedStep(draft: RolloutDraft, scope: ClientScope | null): number {
  const first = STEPS.findIndex((step) => faultOf(step, draft, scope, 0) !== null);
  return first === -1 ? STEPS.length - 1 : first;
}

function StepList({
  current,
  reached,
  onGo,
}: {
  current: WizardStep;
  reached: number;
  onGo: (step: WizardStep) => void;
}) {
  const { t } = useTranslation();
  return (
    <ol className={classes['steps']} aria-label={t('rollouts.wizard.steps')}>
      {STEPS.map((step, place) => (
        <li key={step}>
          <button
            type="button"
            aria-current={step === current ? 'step' : undefined}
            disabled={place > Math.max(reached, STEPS.indexOf(current))}
            onClick={() => onGo(step)}
          >
            <span className={classes['place']}>{place + 1}</span>
            <span className={classes['name']}>{t(`rollouts.step.${step}`)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
