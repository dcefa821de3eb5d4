import type { Static } from 'typebox';
import Type from 'typebox';
import { Nullable, StrictObject } from '../../infra/http/schemas.ts';
import { settingsGroup } from './settings-group.ts';

/** What jobs may cost, and how long they are kept (guide 13.6). */
export const JobSettings = StrictObject(
  {
    timeoutSeconds: Type.Integer({
      minimum: 60,
      maximum: 31 * 86_400,
      description:
        'Seconds after its start after which what is still open of a job counts as timed out, unless its order says otherwise. Holds for jobs that are ordered from now on.',
      examples: [86_400],
    }),
    retentionDays: Nullable(
      Type.Integer({
        minimum: 1,
        maximum: 3_650,
        description: 'Days after their order after which ended jobs are deleted; null: they are kept.',
        examples: [180],
      }),
    ),
    maxContacts: Nullable(
      Type.Integer({
        minimum: 1,
        maximum: 20_000,
        description:
          'Phones that may be asked to call, or be served after that, at a time, over all nodes; null: any number. Phones that call by themselves are never kept waiting.',
        examples: [1_000],
      }),
    ),
    maxContactsPerSubnet: Nullable(
      Type.Integer({
        minimum: 1,
        maximum: 20_000,
        description: 'The same for the phones of one subnet; null: any number.',
        examples: [50],
      }),
    ),
    subnetPrefixIpv4: Type.Integer({
      minimum: 8,
      maximum: 32,
      description: 'How many bits of an IPv4 address name its subnet.',
      examples: [24],
    }),
    subnetPrefixIpv6: Type.Integer({
      minimum: 16,
      maximum: 128,
      description: 'How many bits of an IPv6 address name its subnet.',
      examples: [64],
    }),
  },
  { title: 'JobSettings', description: 'What jobs may cost, and how long they are kept.' },
);
export type JobSettings = Static<typeof JobSettings>;

export const JobSettingsChange = Type.Partial(JobSettings, {
  title: 'JobSettingsChange',
  description: 'Settings for jobs to change; absent ones stay as they are.',
  additionalProperties: false,
});

const Stored = Type.Partial(JobSettings, { additionalProperties: false });

/** A phone that is off for the night should still get its change in the morning. */
export const defaultJobSettings: JobSettings = {
  timeoutSeconds: 86_400,
  retentionDays: 180,
  maxContacts: 1_000,
  maxContactsPerSubnet: null,
  subnetPrefixIpv4: 24,
  subnetPrefixIpv6: 64,
};

const group = settingsGroup<JobSettings>('jobs', Stored, defaultJobSettings);

/** The settings for jobs as they are at this moment; what nobody has set has its default. */
export const getJobSettings = group.read;
export const changeJobSettings = group.change;
