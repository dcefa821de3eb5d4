import { X509Certificate } from 'node:crypto';
import { isTimeZone, noTimeZone } from '../../infra/clock/time-zone.ts';
import type { ScanSchedule } from '../../infra/db/index.ts';
import type { FieldError } from '../../infra/errors/index.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import type { ProviderPlace } from './connection/provider-connection.ts';

const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/;
const REGION = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/**
 * Checks what is said of a provider, and brings it into the form in which it is stored: what belongs to the other type is empty.
 *
 * @throws AppError `request.invalid` with every field that is wrong
 */
export function checkProvider(place: ProviderPlace, schedule: ScanSchedule): ProviderPlace {
  const errors: FieldError[] = [];
  const wrong = (field: string, en: string, de: string) =>
    errors.push({ field, message: en, code: 'storage_provider.field', text: { en, de } });
  const url = checkUrl(place, wrong);
  if (place.type === 's3') checkS3(place, wrong);
  else if ((place.user === '') !== (place.secret === '')) {
    const field = place.user === '' ? 'user' : 'secret';
    wrong(
      field,
      'User name and password belong together: enter both, or none of them.',
      'Benutzername und Kennwort gehören zusammen: Geben Sie beide an oder keines.',
    );
  } else if (place.user.includes(':')) {
    wrong('user', 'A user name has no colon in it.', 'Ein Benutzername enthält keinen Doppelpunkt.');
  }
  if (/\p{Cc}/u.test(place.user)) {
    wrong('user', 'It has characters in it that nobody can type.', 'Der Text enthält Steuerzeichen.');
  }
  const ca = checkCertificates(place.ca, wrong);
  if (schedule.kind === 'daily' && !isTimeZone(schedule.timeZone)) {
    const { en, de } = noTimeZone(schedule.timeZone);
    wrong('schedule.timeZone', en, de);
  }
  if (errors.length > 0) throw invalidRequest(errors);
  return place.type === 's3'
    ? { ...place, url, ca }
    : { ...place, url, ca, region: '', bucket: '', pathStyle: false, prefix: '' };
}

type Wrong = (field: string, en: string, de: string) => unknown;

/** @returns the URL as it is stored */
function checkUrl({ url, type }: ProviderPlace, wrong: Wrong): string {
  const parsed = URL.parse(url.trim());
  if (parsed === null || parsed.hostname === '') {
    wrong(
      'url',
      `“${url}” is no address: write it as https://files.example.org/phones/.`,
      `„${url}“ ist keine Adresse: Schreiben Sie https://dateien.example.org/telefone/.`,
    );
    return url;
  }
  if (parsed.protocol !== 'https:') {
    wrong(
      'url',
      'The address must begin with https://, because phones fetch files in no other way.',
      'Die Adresse muss mit https:// beginnen, weil Telefone Dateien nicht anders holen.',
    );
  }
  if (parsed.username !== '' || parsed.password !== '') {
    wrong(
      'url',
      'User name and password do not belong into the address: enter them in their fields.',
      'Benutzername und Kennwort gehören nicht in die Adresse: Geben Sie sie in ihren Feldern an.',
    );
  }
  if (parsed.search !== '' || parsed.hash !== '') {
    wrong(
      'url',
      'The address must end with the path, without “?” and “#”.',
      'Die Adresse endet mit dem Pfad, ohne „?“ und „#“.',
    );
  }
  if (type === 's3' && parsed.pathname !== '/') {
    wrong(
      'url',
      'The address of an S3 endpoint has no path: the bucket has a field of its own.',
      'Die Adresse eines S3-Endpunkts hat keinen Pfad: Für den Bucket gibt es ein eigenes Feld.',
    );
  }
  return parsed.href;
}

function checkS3({ bucket, region, user, secret }: ProviderPlace, wrong: Wrong): void {
  if (!BUCKET.test(bucket)) {
    wrong(
      'bucket',
      'The name of a bucket has 3 to 255 letters, digits, dots, hyphens or underscores.',
      'Der Name eines Buckets hat 3 bis 255 Buchstaben, Ziffern, Punkte, Binde- oder Unterstriche.',
    );
  }
  if (!REGION.test(region)) {
    wrong(
      'region',
      'Enter the region, such as eu-central-1; stores without regions take us-east-1.',
      'Geben Sie die Region an, zum Beispiel eu-central-1; für Speicher ohne Regionen us-east-1.',
    );
  }
  if (user === '') wrong('user', 'Enter the access key.', 'Geben Sie den Zugriffsschlüssel an.');
  if (secret === '') wrong('secret', 'Enter the access secret.', 'Geben Sie den geheimen Schlüssel an.');
}

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** @returns the certificates alone, without what stands between them */
function checkCertificates(ca: string, wrong: Wrong): string {
  if (ca.trim() === '') return '';
  const blocks = ca.match(PEM) ?? [];
  try {
    if (ca.includes('PRIVATE KEY')) throw new TypeError('a private key');
    if (blocks.length === 0) throw new TypeError('no certificate');
    for (const block of blocks) new X509Certificate(block);
  } catch {
    wrong(
      'ca',
      'This is no certificate in PEM form (“-----BEGIN CERTIFICATE-----”), without private key.',
      'Das ist kein Zertifikat im PEM-Format („-----BEGIN CERTIFICATE-----“), ohne privaten Schlüssel.',
    );
  }
  return `${blocks.join('\n')}\n`;
}
