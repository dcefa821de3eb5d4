import { Button, FileButton, Group, Loader, PasswordInput } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type DragEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/i18n/index.ts';
import type { CertificateDetails as Details } from './certificate-details.ts';
import { CertificateDetails } from './certificate-details-view.tsx';
import { CertificateFault, type CertificateFaultKind } from './certificate-fault.ts';
import classes from './certificate-slot.module.css';

/** Certificates of authorities, or one with its private key. */
export type SlotKind = 'authority' | 'identity';

type Bytes = Uint8Array<ArrayBuffer>;
type Fault = CertificateFaultKind | 'library';

/** Largest file that is looked at, in bytes; what fits into a message of the protocol is far smaller. */
const MAX_FILE_BYTES = 256 * 1024;

const ACCEPT: Record<SlotKind, string> = {
  authority: '.pem,.crt,.cer,.der,application/x-x509-ca-cert,application/pem-certificate-chain',
  identity: '.p12,.pfx,.pem,application/x-pkcs12',
};

interface CertificateSlotProps {
  id: string;
  label: string;
  describedBy?: string;
  kind: SlotKind;
  /** Wire text; null when there is none or nobody may see it. */
  value: string | null;
  /** Something is set that nobody may see. */
  isSet?: boolean;
  onChange: (wire: string) => void;
}

/**
 * A place for a certificate: upload, what it says, and when it ends. Files are read in the page; a private key leaves it
 * in the order only and is kept in no storage of the browser.
 */
export function CertificateSlot(props: CertificateSlotProps) {
  const { id, label, describedBy, kind, value, isSet = false, onChange } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const [locked, setLocked] = useState<Bytes | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [reading, setReading] = useState(false);
  const [repacked, setRepacked] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const described = useDescription(kind, value);

  const read = async (file: Bytes, password: string): Promise<void> => {
    setReading(true);
    try {
      const reader = await loadReader();
      const result =
        kind === 'authority' ? await reader.readAuthority(file) : await reader.readIdentity(file, password);
      setLocked(null);
      setFault(null);
      setRepacked(result.repacked ? result.wire : null);
      onChange(result.wire);
    } catch (error) {
      const found = error instanceof CertificateFault ? error.kind : 'library';
      setFault(found);
      setLocked(found === 'needs-password' || found === 'wrong-password' ? file : null);
    } finally {
      setReading(false);
    }
  };
  const take = async (file: File | null | undefined): Promise<void> => {
    if (file === null || file === undefined) return;
    if (file.size > MAX_FILE_BYTES) {
      setLocked(null);
      setFault('too-large');
      return;
    }
    await read(new Uint8Array(await file.arrayBuffer()), '');
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const action =
    value === null && !isSet ? t('parameters.certificate.upload') : t('parameters.certificate.replace');

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way; the button is the first
    <div
      className={classes['slot']}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {value === null ? (
        <span className={classes['soft']}>
          {isSet ? t('parameters.certificate.unseen') : t('parameters.certificate.none')}
        </span>
      ) : described === 'unreadable' ? (
        <span className={classes['soft']}>{t('parameters.certificate.undescribed')}</span>
      ) : (
        <CertificateDetails label={label} certificates={described ?? []} />
      )}
      {repacked !== null && repacked === value ? (
        <p className={classes['note']}>{t('parameters.certificate.repacked')}</p>
      ) : null}
      <Group gap="xs">
        <FileButton accept={ACCEPT[kind]} onChange={(file) => void take(file)}>
          {(button) => (
            <Button
              {...button}
              id={id}
              size="xs"
              variant="default"
              leftSection={<IconUpload size={14} aria-hidden />}
              aria-label={t('parameters.certificate.of', { action, label })}
              {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
            >
              {action}
            </Button>
          )}
        </FileButton>
        <span className={classes['hint']}>
          {kind === 'authority'
            ? t('parameters.certificate.takesAuthority')
            : t('parameters.certificate.takesIdentity')}
        </span>
        {reading ? <Loader size={14} aria-label={t('parameters.certificate.reading')} /> : null}
      </Group>
      {locked === null ? null : <PasswordForm onOpen={(password) => void read(locked, password)} />}
      {fault === null ? null : (
        <div role="alert" className={fault === 'needs-password' ? classes['note'] : classes['fault']}>
          {t(`parameters.certificate.fault.${fault}`, {
            limit: `${format.number(MAX_FILE_BYTES / 1024)} KB`,
          })}
        </div>
      )}
    </div>
  );
}

function PasswordForm({ onOpen }: { onOpen: (password: string) => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  return (
    <Group gap="xs" align="end">
      <PasswordInput
        className={classes['password'] ?? ''}
        label={t('parameters.certificate.password')}
        autoComplete="off"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Not the form around, if there is one.
          event.preventDefault();
          onOpen(password);
        }}
      />
      <Button variant="default" onClick={() => onOpen(password)}>
        {t('parameters.certificate.open')}
      </Button>
    </Group>
  );
}

/** The reader and its libraries come when the first certificate is to be read. */
const loadReader = () => import('./read-certificate.ts');

/** What the certificates of a wire text say; undefined while they are read. */
function useDescription(kind: SlotKind, wire: string | null): Details[] | 'unreadable' | undefined {
  const [found, setFound] = useState<{ wire: string; details: Details[] | 'unreadable' }>();
  useEffect(() => {
    if (wire === null) return;
    let current = true;
    const put = (details: Details[] | 'unreadable'): void => {
      if (current) setFound({ wire, details });
    };
    loadReader()
      .then((reader) => reader.describeWire(kind, wire))
      .then(put, () => put('unreadable'));
    return () => {
      current = false;
    };
  }, [kind, wire]);
  return found?.wire === wire ? found?.details : undefined;
}
