import { Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import { useFocusBack } from '../keyboard/use-focus-back.ts';
import { isTypedNumber, needsTypedNumber } from '../list/confirmation.ts';
import { NOW, type Schedule, scheduleFault } from '../list/schedule.ts';
import { InlineProblem } from './messages.tsx';
import { Refusal } from './refusal.tsx';
import { ScheduleField } from './schedule-field.tsx';
import { TypedNumber } from './typed-number.tsx';

export interface ConfirmDialogProps {
  title: string;
  children: ReactNode;
  confirmLabel: string;
  /** Default *Cancel*. */
  cancelLabel?: string;
  /** How many things it concerns; from 50 on the number is to be typed when `wantsNumber`. */
  count: number;
  wantsNumber?: boolean;
  danger?: boolean;
  /** Offers the choice between now and a date and time. */
  withSchedule?: boolean;
  size?: string;
  /** False while something in the dialog has still to be chosen. */
  canConfirm?: boolean;
  onConfirm: (schedule: Schedule) => Promise<unknown>;
  onClose: () => void;
}

/** Names the thing and the number, does it, and keeps the server's objection beside the button. */
export function ConfirmDialog({
  title,
  children,
  confirmLabel,
  cancelLabel,
  count,
  wantsNumber = false,
  danger = false,
  withSchedule = false,
  size = 'md',
  canConfirm = true,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const { t } = useTranslation();
  useFocusBack();
  const [schedule, setSchedule] = useState<Schedule>(NOW);
  const [typed, setTyped] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [tried, setTried] = useState(false);

  const fault = scheduleFault(schedule, Date.now());
  const asksNumber = wantsNumber && needsTypedNumber(count);
  const numberFits = !asksNumber || isTypedNumber(typed, count);

  const confirm = async (): Promise<void> => {
    setTried(true);
    if (fault !== null || !numberFits || !canConfirm) return;
    setPending(true);
    setError(null);
    try {
      await onConfirm(schedule);
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setPending(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <Stack gap="md">
          <div>{children}</div>
          {withSchedule ? (
            <ScheduleField
              value={schedule}
              onChange={setSchedule}
              error={tried && fault !== null ? t(`schedule.fault.${fault}`) : undefined}
            />
          ) : null}
          {asksNumber ? (
            <TypedNumber count={count} value={typed} isWrong={tried && !numberFits} onChange={setTyped} />
          ) : null}
          {error instanceof ApiError && error.fields.length > 1 ? (
            <Refusal error={error} />
          ) : (
            <InlineProblem error={error} />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" data-autofocus={danger || undefined} onClick={onClose}>
              {cancelLabel ?? t('common.cancel')}
            </Button>
            <Button
              type="submit"
              loading={pending}
              disabled={!canConfirm}
              {...(danger ? { color: 'red' } : {})}
              data-autofocus={!danger || undefined}
            >
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
