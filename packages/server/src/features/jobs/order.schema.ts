import Type from 'typebox';
import { Instant, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { ClientSelection } from '../clients/index.ts';
import { deployOrder } from '../deployments/index.ts';
import { MAX_VALUES_OF_ORDER, OrderedValueSchema } from '../values/index.ts';

/** When a job begins, and how long it has. */
export const jobTiming = {
  scheduledAt: Type.Optional(Instant('When to begin; absent: now. A time in the past means now.')),
  timeoutSeconds: Type.Optional(
    Type.Integer({
      minimum: 60,
      maximum: 31 * 86_400,
      description:
        'Seconds after the start after which what is still open counts as timed out; absent: as the setting `jobs.timeoutSeconds` says.',
      examples: [86_400],
    }),
  ),
};

const configureOrder = {
  type: Type.Literal('configure', { description: 'Set values.' }),
  values: Type.Array(OrderedValueSchema, {
    minItems: 1,
    maxItems: MAX_VALUES_OF_ORDER,
    description: 'The values to set.',
  }),
  skipUnfit: Type.Optional(
    Type.Boolean({
      description:
        'Whether clients that cannot take one of the values are left out: their targets fail at once and say why. Otherwise they make the whole order be refused.',
      examples: [true],
    }),
  ),
};

const actionOrder = {
  type: OneOf(['refresh-data', 'restart', 'factory-reset'], { description: 'What to do.' }),
  keepCertificates: Type.Optional(
    Type.Boolean({
      description:
        'Only for `factory-reset`: whether certificates that are desired on the phones are given back when they start up again. The phones know no word for keeping them, and what was put on them otherwise is lost.',
      examples: [true],
    }),
  ),
};

/** What each kind of order says of the work, apart from its clients and its time. */
export const orders = [
  StrictObject(configureOrder, { title: 'ConfigureOrder', description: 'Sets values on clients.' }),
  StrictObject(actionOrder, { title: 'ActionOrder', description: 'Reads, restarts or resets clients.' }),
  StrictObject(deployOrder, {
    title: 'DeployOrder',
    description: 'Brings files to clients, or takes them from there.',
  }),
] as const;

export const Order = Type.Union([...orders], { description: 'What is to be done with clients.' });

export type Order = Type.Static<typeof Order>;

export const NewJob = Type.Union(
  [
    StrictObject(
      { ...configureOrder, clients: ClientSelection, ...jobTiming },
      { title: 'NewConfigureJob', description: 'Sets values on clients.' },
    ),
    StrictObject(
      { ...actionOrder, clients: ClientSelection, ...jobTiming },
      { title: 'NewActionJob', description: 'Reads, restarts or resets clients.' },
    ),
    StrictObject(
      { ...deployOrder, clients: ClientSelection, ...jobTiming },
      { title: 'NewDeployJob', description: 'Brings files to clients, or takes them from there.' },
    ),
  ],
  { description: 'An order for clients.' },
);

export type NewJob = Type.Static<typeof NewJob>;
