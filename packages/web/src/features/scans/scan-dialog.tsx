import { Button, Group, Modal, SegmentedControl, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Mono } from '../../shared/components/mono.tsx';
import { Refusal } from '../../shared/components/refusal.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { subnetMasks } from '../../shared/list/subnet-masks.ts';
import { scanSettingsQuery, useStartScan } from './scans.queries.ts';

/** From a /16, the largest that is taken, to one address. */
const MASKS = subnetMasks(16);

/** Where to look for phones: a subnet as in the guide, or a list of subnets, ranges and addresses. */
export function ScanDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  useFocusBack();
  const navigate = useNavigate();
  const [form, setForm] = useState<'subnet' | 'list'>('subnet');
  const [address, setAddress] = useState('');
  const [prefix, setPrefix] = useState('24');
  const [list, setList] = useState('');
  const { data: settings } = useQuery(scanSettingsQuery);
  const start = useStartScan();
  const targets =
    form === 'subnet'
      ? address.trim() === ''
        ? []
        : [prefix === '32' ? address.trim() : `${address.trim()}/${prefix}`]
      : list.split(/[\s,;]+/).filter(Boolean);
  const scan = async (): Promise<void> => {
    const { id } = await start.mutateAsync(targets);
    await navigate({ to: '/clients/scans/$scanId', params: { scanId: id } });
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('scans.dialog.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (targets.length > 0) void scan().catch(() => {});
        }}
      >
        <Stack gap="md">
          <p style={{ margin: 0 }}>{t('scans.dialog.text')}</p>
          <SegmentedControl
            aria-label={t('scans.dialog.form')}
            value={form}
            onChange={(value) => setForm(value === 'list' ? 'list' : 'subnet')}
            data={[
              { value: 'subnet', label: t('scans.dialog.subnet') },
              { value: 'list', label: t('scans.dialog.list') },
            ]}
          />
          {form === 'subnet' ? (
            <Group gap="sm" grow preventGrowOverflow={false} align="flex-start">
              <TextInput
                label={t('scans.dialog.address')}
                placeholder="10.1.2.0"
                value={address}
                autoComplete="off"
                data-autofocus
                onChange={(event) => setAddress(event.currentTarget.value)}
              />
              <Select
                label={t('scans.dialog.mask')}
                data={MASKS}
                value={prefix}
                allowDeselect={false}
                onChange={(value) => setPrefix(value ?? '24')}
              />
            </Group>
          ) : (
            <Textarea
              label={t('scans.dialog.targets')}
              description={t('scans.dialog.targetsHint')}
              placeholder={'10.1.2.0/24\n10.1.3.10-10.1.3.99\n10.1.4.7'}
              autosize
              minRows={4}
              maxRows={10}
              value={list}
              onChange={(event) => setList(event.currentTarget.value)}
            />
          )}
          {settings === undefined ? null : (
            <p style={{ margin: 0, color: 'var(--df-text-2)', overflowWrap: 'anywhere' }}>
              {t('scans.dialog.limits', { rate: format.number(settings.perSecond) })}{' '}
              <Mono>{settings.allowedNetworks.join(', ')}</Mono>
            </p>
          )}
          <Refusal error={start.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={start.isPending} disabled={targets.length === 0}>
              {t('scans.dialog.start')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
