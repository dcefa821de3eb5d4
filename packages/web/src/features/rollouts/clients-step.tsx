import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/i18n/index.ts';
import { type ChosenClients, ClientPicker } from '../clients/index.ts';
import type { DraftFault } from './rollout-draft.ts';
import classes from './wizard.module.css';

interface ClientsStepProps {
  chosen: ChosenClients | null;
  /** They were chosen before, e.g. in the list of clients. */
  brought: boolean;
  fault: DraftFault | null;
  onChoose: (chosen: ChosenClients | null) => void;
}

export function ClientsStep({ chosen, brought, fault, onChoose }: ClientsStepProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [choosing, setChoosing] = useState(!brought && chosen === null);
  const count = chosen?.count ?? 0;
  return (
    <div className={classes['fields']}>
      <p className={classes['text']}>{t('rollouts.who.text')}</p>
      {fault === 'clients' ? (
        <p role="alert" className={classes['fault']}>
          {t('rollouts.fault.clients')}
        </p>
      ) : null}
      {choosing ? (
        <ClientPicker
          onChoose={(scope, number) => onChoose(scope === null ? null : { scope, count: number })}
        />
      ) : (
        <p className={classes['chosen']}>
          <strong>{t('rollouts.who.chosen', { count, number: format.number(count) })}</strong>
          <Button size="xs" variant="default" onClick={() => setChoosing(true)}>
            {t('rollouts.who.others')}
          </Button>
        </p>
      )}
    </div>
  );
}
