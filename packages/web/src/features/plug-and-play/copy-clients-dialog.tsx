import { Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportDialog } from '../../shared/components/import-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { LeftOutItems } from './left-out-items.tsx';
import { useForget } from './plug-and-play.queries.ts';

/** Copies many clients for the phones that take their places, by a list. */
export function CopyClientsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const forget = useForget();
  const [withReported, setWithReported] = useState(true);
  const [resetsOld, setResetsOld] = useState(false);
  const counted = (count: number) => ({ count, number: format.number(count) });
  return (
    <ImportDialog
      title={t('plugAndPlay.copy.title')}
      text={t('plugAndPlay.copy.text')}
      columns="deviceId, newDeviceId, hardwareType, softwareType, secureMode"
      path="/api/v1/clients/copy/import"
      query={{ withReported }}
      order={{ resetsOld }}
      options={
        <Stack gap="sm">
          <Switch
            label={t('clients.copy.withReported')}
            description={t('clients.copy.withReportedText')}
            checked={withReported}
            onChange={(event) => setWithReported(event.currentTarget.checked)}
          />
          <Switch
            label={t('plugAndPlay.copy.resetsOld')}
            checked={resetsOld}
            onChange={(event) => setResetsOld(event.currentTarget.checked)}
          />
        </Stack>
      }
      findings={({ leftOut = [] }) => <LeftOutItems items={leftOut} />}
      kinds={['created']}
      danger={resetsOld}
      effect={(kind, count) => t(`plugAndPlay.import.${kind}`, counted(count))}
      confirm={(count) => t('plugAndPlay.copy.confirm', counted(count))}
      done={(count) => t('plugAndPlay.import.created', counted(count))}
      onImported={forget}
      onClose={onClose}
    />
  );
}
