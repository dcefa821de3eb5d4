import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../shared/components/refusal.tsx';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { subnetMasks } from '../../shared/list/subnet-masks.ts';
import classes from './storage-providers.module.css';
import { useStartSearch } from './storage-providers.queries.ts';

const MASKS = subnetMasks(20);

/** Where to look for storage providers (guide 10.2). */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  const [address, setAddress] = useState('');
  const [prefix, setPrefix] = useState('24');
  const start = useStartSearch();
  const search = async (): Promise<void> => {
    await start.mutateAsync([prefix === '32' ? address.trim() : `${address.trim()}/${prefix}`]);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('storageProviders.find.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // What is wrong stands in the dialog.
          if (address.trim() !== '') void search().catch(() => {});
        }}
      >
        <Stack gap="md">
          <p className={classes['hint']}>{t('storageProviders.find.text')}</p>
          <div className={classes['pair']}>
            <TextInput
              label={t('storageProviders.find.address')}
              placeholder="10.1.2.0"
              value={address}
              autoComplete="off"
              data-autofocus
              onChange={(event) => setAddress(event.currentTarget.value)}
            />
            <Select
              label={t('storageProviders.find.mask')}
              data={MASKS}
              value={prefix}
              allowDeselect={false}
              onChange={(value) => setPrefix(value ?? '24')}
            />
          </div>
          <Refusal error={start.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={start.isPending} disabled={address.trim() === ''}>
              {t('storageProviders.find.start')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
