import Type from 'typebox';
import { IfMatchHeaders } from '../../infra/http/preconditions.ts';
import { problems } from '../../infra/http/problems.ts';
import { Instant, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';

export const decisions = ['accept', 'hold', 'refuse'] as const;
/** What becomes of an unknown phone. */
export type Decision = (typeof decisions)[number];

const MAX_RULES = 200;

const decision = OneOf(decisions, {
  description:
    '`accept`: it registers. `hold`: it waits until somebody approves it. `refuse`: it gets nothing, and nothing of it is kept.',
});

export const AcceptanceRule = StrictObject(
  {
    addresses: Nullable(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description:
          'Addresses from which the phone calls: an address, a subnet or a range, IPv4 or IPv6; null: from anywhere.',
        examples: ['10.1.0.0/16'],
      }),
    ),
    model: Nullable(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description:
          'Model of the phone as clients show it; an asterisk at its end stands for anything. Null: any.',
        examples: ['OpenStage*'],
      }),
    ),
    decision,
    note: Type.String({ maxLength: 200, description: 'Why, for other people.', examples: ['Guest network'] }),
  },
  {
    title: 'AcceptanceRule',
    description:
      'What becomes of unknown phones of some addresses or of a model. The first rule that fits decides.',
  },
);
export type AcceptanceRule = Type.Static<typeof AcceptanceRule>;

export const AcceptanceRules = StrictObject(
  {
    unknownPhones: decision,
    rules: Type.Array(AcceptanceRule, {
      maxItems: MAX_RULES,
      description: 'The rules, in the order in which they are asked.',
    }),
  },
  { title: 'AcceptanceRules', description: 'What becomes of unknown phones.' },
);
export type AcceptanceRules = Type.Static<typeof AcceptanceRules>;

export const Acceptance = StrictObject(
  {
    unknownPhones: decision,
    rules: Type.Array(AcceptanceRule, { description: 'The rules, in the order in which they are asked.' }),
    version: Type.Integer({ minimum: 0, description: 'Counts the changes.', examples: [3] }),
    updatedAt: Instant('When it was changed last; the beginning of time when never.'),
    updatedBy: Nullable(
      Type.String({ description: 'User name of who changed it last.', examples: ['admin'] }),
    ),
  },
  { title: 'Acceptance', description: 'What becomes of unknown phones.' },
);
export type Acceptance = Type.Static<typeof Acceptance>;

export const getAcceptanceSchema = {
  operationId: 'getAcceptance',
  tags: ['acceptance'],
  summary: 'Get what becomes of unknown phones',
  response: { 200: Acceptance, ...problems('read') },
} as const;

export const putAcceptanceSchema = {
  operationId: 'putAcceptance',
  tags: ['acceptance'],
  summary: 'Decide what becomes of unknown phones',
  description:
    'Takes effect on all nodes within a second, for phones that call for the first time. A prepared phone (Plug&Play) need not wait for approval; where phones are refused it is refused as well.',
  headers: IfMatchHeaders,
  body: AcceptanceRules,
  response: { 200: Acceptance, ...problems('guarded') },
} as const;
