import Type from 'typebox';
import {
  GivenMaintenanceWindow,
  MaintenanceWindowSchema,
} from '../../infra/http/maintenance-window.schema.ts';
import { Id, Instant, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { ClientSelection } from '../clients/index.ts';
import { jobTiming, orders } from '../jobs/index.ts';

export const RolloutOrder = Type.Union(
  [
    ...orders,
    StrictObject(
      {
        type: Type.Literal('apply-template', { description: 'Apply a template.' }),
        templateId: Id('Id of the template; each wave gets the content that it has when the wave begins.'),
        skipUnfit: Type.Optional(
          Type.Boolean({
            description:
              'Whether clients that the template is not for are left out. Otherwise they make the whole rollout be refused.',
            examples: [true],
          }),
        ),
      },
      { title: 'TemplateOrder', description: 'Applies a template to clients.' },
    ),
  ],
  {
    description:
      'What is to be done with each client: as in an order without a time, or a template. Clients that cannot take it are left out of the rollout with `skipUnfit`.',
  },
);
export type RolloutOrder = Type.Static<typeof RolloutOrder>;

const CanaryByNumber = StrictObject(
  {
    count: Type.Integer({ minimum: 1, maximum: 100_000, description: 'How many clients.', examples: [10] }),
  },
  {
    title: 'CanaryByNumber',
    description:
      'Some of the clients, by chance; phones of all models are among them as far as there is room.',
  },
);
const groupName = Type.String({ description: 'Its name when it was chosen.', examples: ['IT department'] });

const steps = Type.Array(
  Type.Integer({ minimum: 1, maximum: 100, description: 'Percent of all clients.', examples: [10] }),
  {
    minItems: 1,
    maxItems: 20,
    description:
      'Percent of all clients that have had their turn after each further wave: rising, and the last is 100. A step that brings nobody is left out.',
    examples: [[10, 50, 100]],
  },
);

export const NewWaves = StrictObject(
  {
    canary: Nullable(
      Type.Union(
        [
          CanaryByNumber,
          StrictObject(
            { groupId: Id('Id of the group.') },
            { title: 'CanaryByGroup', description: 'The members of a group among the chosen clients.' },
          ),
        ],
        { description: 'Who is first; null: nobody apart from the steps.' },
      ),
    ),
    steps,
  },
  { title: 'NewWaves', description: 'How clients are put into waves.' },
);

export const Waves = StrictObject(
  {
    canary: Nullable(
      Type.Union(
        [
          CanaryByNumber,
          StrictObject(
            { groupId: Id('Id of the group.'), groupName },
            { title: 'CanaryGroup', description: 'The members of a group among the chosen clients.' },
          ),
        ],
        { description: 'Who is first; null: nobody apart from the steps.' },
      ),
    ),
    steps,
  },
  { title: 'WaveRules', description: 'How clients are put into waves.' },
);

const limit = (unit: { maximum: number; description: string; examples: number[] }) =>
  Nullable(Type.Integer({ minimum: 1, ...unit }));

const movement = {
  gate: StrictObject(
    {
      successPercent: Type.Integer({
        minimum: 0,
        maximum: 100,
        description: 'Percent of the clients of a wave that must have succeeded before the next one begins.',
        examples: [95],
      }),
      pauseMinutes: Type.Integer({
        minimum: 0,
        maximum: 43_200,
        description: 'Minutes between that and the next wave, in which failures still stop the rollout.',
        examples: [30],
      }),
    },
    { title: 'RolloutGate', description: 'What a wave has to bring before the next one begins.' },
  ),
  stop: StrictObject(
    {
      failures: limit({
        maximum: 1_000_000,
        description:
          'Clients of one wave that have failed, timed out or done it only in part, at which the rollout stops itself; null: no such limit.',
        examples: [3],
      }),
      failurePercent: limit({
        maximum: 100,
        description: 'The same in percent of the clients of the wave; null: no such limit.',
        examples: [10],
      }),
      notBackMinutes: limit({
        maximum: 10_080,
        description:
          'Minutes after which a phone that was told to start up again, and has not, counts as failed; null: it is waited for. It needs one of the limits.',
        examples: [15],
      }),
    },
    { title: 'RolloutStop', description: 'When the rollout stops itself.' },
  ),
};

const rulesDescription = 'What moves a rollout on, and what stops it.';

export const RolloutRules = StrictObject(
  { ...movement, window: Nullable(MaintenanceWindowSchema) },
  { title: 'RolloutRules', description: rulesDescription },
);

export const GivenRolloutRules = StrictObject(
  { ...movement, window: Nullable(GivenMaintenanceWindow) },
  { title: 'GivenRolloutRules', description: rulesDescription },
);

export type GivenRolloutRules = Type.Static<typeof GivenRolloutRules>;

/** A plan whose window has a time zone. */
export type Zoned<Plan> = Omit<Plan, 'rules'> & { readonly rules: Type.Static<typeof RolloutRules> };

const plan = {
  order: RolloutOrder,
  clients: ClientSelection,
  waves: NewWaves,
  rules: GivenRolloutRules,
};

export const startAt = Type.Optional(
  Instant('When it begins; a time in the past means now. Absent: it begins when it is started.'),
);

const name = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '\\S',
  description: 'What it is called.',
  examples: ['Firmware V1 R11.4'],
});

export const NewRollout = StrictObject(
  { name, ...plan, startAt, timeoutSeconds: jobTiming.timeoutSeconds },
  { title: 'NewRollout', description: 'An order that goes out in waves.' },
);
export type NewRollout = Zoned<Type.Static<typeof NewRollout>>;

export const PlanToPreview = StrictObject(plan, {
  title: 'RolloutPlan',
  description: 'What a rollout would be, apart from its name and time.',
});
export type PlanToPreview = Zoned<Type.Static<typeof PlanToPreview>>;

/** A plan of which the order may stay as it is stored: nobody can read its secrets again to repeat them. */
const changedPlan = { ...plan, order: Type.Optional(RolloutOrder) };

export const RolloutChange = StrictObject(
  { name, ...changedPlan, startAt, timeoutSeconds: jobTiming.timeoutSeconds },
  {
    title: 'RolloutChange',
    description:
      'A planned rollout as it is to be. Without `order` the order stays as it is, and without `timeoutSeconds` the time of each wave; without `startAt` it waits until somebody starts it.',
  },
);
export type RolloutChange = Zoned<Type.Static<typeof RolloutChange>>;

export const ChangeToPreview = StrictObject(changedPlan, {
  title: 'RolloutPlanChange',
  description: 'What a planned rollout is to be, apart from its name and time. Without `order` that stays.',
});
export type ChangeToPreview = Zoned<Type.Static<typeof ChangeToPreview>>;

export const count = (description: string) => Type.Integer({ minimum: 0, description, examples: [12] });

export const RolloutPreview = StrictObject(
  {
    clientCount: count('Clients that take part.'),
    leftOut: count('Chosen clients that cannot take what is ordered.'),
    waves: Type.Array(
      StrictObject(
        {
          kind: OneOf(['canary', 'step'], { description: 'The first wave, or a step in percent.' }),
          percent: Nullable(
            Type.Integer({
              description: 'Percent of all clients after it; null for the canary.',
              examples: [10],
            }),
          ),
          clientCount: count('Its clients.'),
          models: Type.Array(
            StrictObject({
              model: Type.String({ description: 'Model.', examples: ['CP710'] }),
              count: count('Clients of this model.'),
            }),
            { description: 'Its clients by model, the commonest first.' },
          ),
        },
        { title: 'PreviewedWave', description: 'A wave as it would be now.' },
      ),
      { description: 'The waves.' },
    ),
    opensAt: Nullable(
      Instant('When the maintenance window opens next; null when there is none. Now, when it is open.'),
    ),
  },
  { title: 'RolloutPreview', description: 'What a rollout would be if it began now.' },
);
export type RolloutPreview = Type.Static<typeof RolloutPreview>;
