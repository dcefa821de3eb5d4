import { useTranslation } from 'react-i18next';
import type { PlugAndPlayClient } from '../../api/types.ts';
import { type SubmitDialogProps, SubmitValuesDialog } from '../configuration/index.ts';
import { useChangePreparedValues } from './plug-and-play.queries.ts';

interface SubmitPreparedValuesProps extends SubmitDialogProps {
  prepared: PlugAndPlayClient;
}

/** What is about to be prepared for a phone. */
export function SubmitPreparedValues({ prepared, ...submit }: SubmitPreparedValuesProps) {
  const { t } = useTranslation();
  const change = useChangePreparedValues(prepared.id);
  return (
    <SubmitValuesDialog
      {...submit}
      confirmLabel={t('plugAndPlay.form.save')}
      send={(values) => change.mutateAsync({ version: prepared.version, values })}
    >
      {t('plugAndPlay.form.valuesText')}
    </SubmitValuesDialog>
  );
}
