import { Button, CopyButton as MantineCopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.tsx';

interface CopyProps {
  value: string;
  /** What is copied, e.g. "Copy device ID". */
  label: string;
}

/** Copies a text; says so for a moment. */
export function CopyIcon({ value, label }: CopyProps) {
  const { t } = useTranslation();
  return (
    <MantineCopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <IconButton label={copied ? t('common.copied') : label} onClick={copy} size={24}>
          {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        </IconButton>
      )}
    </MantineCopyButton>
  );
}

export function CopyTextButton({ value, label }: CopyProps) {
  const { t } = useTranslation();
  return (
    <MantineCopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          size="xs"
          onClick={copy}
          leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        >
          {copied ? t('common.copied') : label}
        </Button>
      )}
    </MantineCopyButton>
  );
}
