import { Radio, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RolloutDetail } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { useSentence } from './rollout-words.ts';
import { useActOnRollout, useDeleteRollout } from './rollouts.queries.ts';

/** What is asked about before it happens. */
export type AskedAction = 'start' | 'resume' | 'abort' | 'delete';

interface RolloutDialogProps {
  rollout: RolloutDetail;
  action: AskedAction;
  onClose: () => void;
}

export function RolloutDialog(props: RolloutDialogProps) {
  switch (props.action) {
    case 'start':
      return <StartDialog {...props} />;
    case 'resume':
      return <ResumeDialog {...props} />;
    case 'abort':
      return <AbortDialog {...props} />;
    case 'delete':
      return <DeleteDialog {...props} />;
  }
}

function StartDialog({ rollout, onClose }: RolloutDialogProps) {
  const { t } = useTranslation();
  const act = useActOnRollout(rollout.id);
  return (
    <ConfirmDialog
      title={t('rollouts.start.title', { name: rollout.name })}
      count={1}
      confirmLabel={t('rollouts.start.action')}
      withSchedule
      onConfirm={(schedule) =>
        act.mutateAsync({
          kind: 'start',
          ...(schedule.kind === 'at' && schedule.at !== null ? { startAt: schedule.at } : {}),
        })
      }
      onClose={onClose}
    >
      {t('rollouts.start.text')}
    </ConfirmDialog>
  );
}

/** Goes on after the rollout has stopped itself: somebody decides what becomes of clients that have not succeeded. */
function ResumeDialog({ rollout, onClose }: RolloutDialogProps) {
  const { t } = useTranslation();
  const words = useSentence();
  const format = useFormat();
  const act = useActOnRollout(rollout.id);
  const [after, setAfter] = useState<'accept' | 'repeat'>('accept');
  const { failed, heldBack } = rollout.counts;
  return (
    <ConfirmDialog
      title={t('rollouts.resume.title')}
      count={failed + heldBack}
      size="lg"
      confirmLabel={t('rollouts.resume.action')}
      onConfirm={() => act.mutateAsync({ kind: 'resume', after })}
      onClose={onClose}
    >
      <Stack gap="sm">
        <div>{words(rollout.sentence)}</div>
        <Radio.Group
          label={t('rollouts.resume.question')}
          value={after}
          onChange={(value) => setAfter(value === 'repeat' ? 'repeat' : 'accept')}
        >
          <Stack gap="xs" mt="xs">
            <Radio
              value="accept"
              label={t('rollouts.resume.accept')}
              description={t('rollouts.resume.acceptHint', {
                failed: format.number(failed),
                heldBack: format.number(heldBack),
              })}
            />
            <Radio
              value="repeat"
              label={t('rollouts.resume.repeat')}
              description={t('rollouts.resume.repeatHint', {
                failed: format.number(failed),
                heldBack: format.number(heldBack),
              })}
            />
          </Stack>
        </Radio.Group>
      </Stack>
    </ConfirmDialog>
  );
}

function AbortDialog({ rollout, onClose }: RolloutDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const act = useActOnRollout(rollout.id);
  const { waiting, underWay } = rollout.counts;
  return (
    <ConfirmDialog
      title={t('rollouts.abort.title', { name: rollout.name })}
      count={waiting}
      danger
      confirmLabel={t('rollouts.abort.confirm')}
      cancelLabel={t('rollouts.abort.keep')}
      onConfirm={() => act.mutateAsync({ kind: 'abort' })}
      onClose={onClose}
    >
      {[
        t('rollouts.abort.waiting', { count: waiting, number: format.number(waiting) }),
        ...(underWay === 0
          ? []
          : [t('rollouts.abort.underWay', { count: underWay, number: format.number(underWay) })]),
        t('rollouts.abort.final'),
      ].join(' ')}
    </ConfirmDialog>
  );
}

function DeleteDialog({ rollout, onClose }: RolloutDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const remove = useDeleteRollout();
  return (
    <ConfirmDialog
      title={t('rollouts.delete.title', { name: rollout.name })}
      count={1}
      danger
      confirmLabel={t('rollouts.delete.action')}
      onConfirm={async () => {
        await navigate({ to: '/rollouts' });
        await remove.mutateAsync(rollout.id);
      }}
      onClose={onClose}
    >
      {t('rollouts.delete.text')}
    </ConfirmDialog>
  );
}
