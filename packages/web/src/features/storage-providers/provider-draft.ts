import type { NewStorageProvider, StorageProvider, StorageProviderSchedule } from '../../api/types.ts';

/** What is typed into the dialog. */
export interface ProviderDraft {
  type: StorageProvider['type'];
  name: string;
  url: string;
  region: string;
  bucket: string;
  pathStyle: boolean;
  prefix: string;
  user: string;
  /** Empty: the stored one stays. */
  secret: string;
  ca: string;
  schedule: StorageProviderSchedule;
  startScan: boolean;
}

export const EMPTY_PROVIDER: ProviderDraft = {
  type: 's3',
  name: '',
  url: '',
  region: '',
  bucket: '',
  pathStyle: true,
  prefix: '',
  user: '',
  secret: '',
  ca: '',
  schedule: { kind: 'never' },
  startScan: true,
};

export function draftOf(provider: StorageProvider): ProviderDraft {
  const { type, name, url, region, bucket, pathStyle, prefix, user, ca, schedule } = provider;
  return {
    type,
    name,
    url,
    region,
    bucket,
    pathStyle,
    prefix,
    user,
    ca,
    schedule,
    secret: '',
    startScan: false,
  };
}

/** What is sent of a draft: fields of the other type stay behind. */
export function bodyOf({ secret, ...draft }: ProviderDraft): NewStorageProvider {
  const { region, bucket, pathStyle, prefix, ...common } = draft;
  return {
    ...common,
    name: draft.name.trim(),
    ...(draft.type === 's3' ? { region: region.trim(), bucket: bucket.trim(), pathStyle, prefix } : {}),
    ...(secret === '' ? {} : { secret }),
  };
}
