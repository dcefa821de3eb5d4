import type { GivenRolloutRules, Zoned } from './rollout-plan.schema.ts';

/** Gives the window of a plan this time zone when it names none. */
export function withTimeZone<Plan extends { readonly rules: GivenRolloutRules }>(
  plan: Plan,
  timeZone: string,
): Zoned<Plan> {
  const { window } = plan.rules;
  return { ...plan, rules: { ...plan.rules, window: window && { timeZone, ...window } } };
}
