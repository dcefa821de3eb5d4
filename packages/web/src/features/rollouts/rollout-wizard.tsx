import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientScope, Rollout } from '../../api/types.ts';
import { Panel } from '../../shared/components/page.tsx';
import { Refusal } from '../../shared/components/refusal.tsx';
import { changedFields } from '../../shared/list/three-way.ts';
import { useUnsavedGuard } from '../../shared/unsaved/use-unsaved-guard.tsx';
import { type ChosenClients, confirmed } from '../clients/index.ts';
import { ClientsStep } from './clients-step.tsx';
import { DangerDialog, isDangerous } from './danger-dialog.tsx';
import { OrderStep } from './order-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { faultOf, type RolloutDraft, STEPS, type WizardStep } from './rollout-draft.ts';
import { RulesStep } from './rules-step.tsx';
import { WavesStep } from './waves-step.tsx';
import classes from './wizard.module.css';

interface RolloutWizardProps {
  draft: RolloutDraft;
  /** What it is when nothing is typed. */
  stored: RolloutDraft;
  onChange: (draft: RolloutDraft) => void;
  /** Clients that were chosen elsewhere; null: none. */
  brought: ChosenClients | null;
  /** The rollout that is changed; absent: a new one is made. */
  rolloutId?: string;
  /** What that one does so far. */
  order?: ReactNode;
  error: unknown;
  /** What is to be said of it otherwise than by an error. */
  notice?: ReactNode;
  isPending: boolean;
  finishLabel: (draft: RolloutDraft) => string;
  /** Forgets what was refused. */
  onMove: () => void;
  /** Stores the rollout; null: it is not stored, and why is shown. */
  onFinish: (draft: RolloutDraft, scope: ClientScope) => Promise<Pick<Rollout, 'id'> | null>;
}

/** Puts a rollout together: what, for whom, in which waves, by which rules. */
export function RolloutWizard(props: RolloutWizardProps) {
  const { draft, stored, onChange, brought, rolloutId, order, error, notice } = props;
  const { isPending, finishLabel, onMove, onFinish } = props;
  const { t } = useTranslation();
  const [picked, setPicked] = useState<ChosenClients | null>(null);
  const [step, setStep] = useState<WizardStep>('what');
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const navigate = useNavigate();
  const guard = useUnsavedGuard(picked !== null || Object.keys(changedFields(stored, draft)).length > 0);

  const chosen = picked ?? brought;
  const count = chosen?.count ?? 0;
  const scope: ClientScope | null = chosen === null ? null : confirmed(chosen.scope, chosen.count);
  const fault = faultOf(step, draft, scope, Date.now());
  const place = STEPS.indexOf(step);
  const change = (changes: Partial<RolloutDraft>): void => onChange({ ...draft, ...changes });
  const go = (to: WizardStep): void => {
    setStep(to);
    setTried(false);
    onMove();
    // What is new stands below the heading: who reads with the ears begins there.
    requestAnimationFrame(() => heading.current?.focus());
  };
  const finish = async (chosenScope: ClientScope): Promise<void> => {
    const rollout = await onFinish(draft, chosenScope);
    if (rollout === null) return;
    guard.release();
    await navigate({ to: '/rollouts/$rolloutId', params: { rolloutId: rollout.id } });
  };
  const next = async (): Promise<void> => {
    setTried(true);
    if (fault !== null) return;
    const following = STEPS[place + 1];
    if (following !== undefined) return go(following);
    if (scope === null) return;
    if (isDangerous(draft)) setAsking(true);
    else await finish(scope).catch(() => {});
  };
  const shown = { draft, change, fault: tried ? fault : null };
  const steps: Record<WizardStep, () => ReactNode> = {
    what: () => <OrderStep {...shown} kept={order} />,
    who: () => (
      <ClientsStep
        chosen={chosen}
        brought={picked === null && brought !== null}
        fault={shown.fault}
        onChoose={setPicked}
      />
    ),
    waves: () => <WavesStep {...shown} scope={scope} rolloutId={rolloutId} />,
    rules: () => <RulesStep {...shown} />,
    review: () => <ReviewStep {...shown} scope={scope} rolloutId={rolloutId} count={count} />,
  };

  return (
    <>
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
          {steps[step]()}
          {notice}
          <Refusal error={error} />
          <Group justify="space-between" className={classes['foot'] ?? ''}>
            <Button variant="default" disabled={place === 0} onClick={() => go(STEPS[place - 1] ?? 'what')}>
              {t('rollouts.wizard.back')}
            </Button>
            <Button type="submit" loading={isPending}>
              {step === 'review' ? finishLabel(draft) : t('rollouts.wizard.next')}
            </Button>
          </Group>
        </form>
      </Panel>
      {asking && scope !== null ? (
        <DangerDialog
          draft={draft}
          count={count}
          confirmLabel={finishLabel(draft)}
          onConfirm={() => finish(scope)}
          onClose={() => setAsking(false)}
        />
      ) : null}
      {guard.dialog}
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
