import type { ParameterValue } from './parameter.ts';

/** What has to be true of another parameter, of the same entry if both are columns of one list. */
export interface Condition {
  /** Id of the other parameter. */
  readonly parameter: string;
  /** It has one of these values. */
  readonly in: readonly ParameterValue[];
}

/**
 * A rule between parameters of one element. Values are those that would hold afterwards: the ones being set, else the ones
 * desired so far, else the ones reported; without any of these a rule says nothing.
 * - `editable-while`: others can be set only while the condition holds, e.g. addresses while DHCP is off;
 * - `used-while`: others have an effect only while it holds: a hint, no error;
 * - `ascending`: numbers that must not descend in this order, e.g. a smallest and a largest length;
 * - `different`: values that must not be equal, e.g. two ports; the port 0 is none, like an empty text.
 */
export type Relation =
  | {
      readonly kind: 'editable-while' | 'used-while';
      readonly condition: Condition;
      readonly parameters: readonly string[];
      readonly source: string;
    }
  | {
      readonly kind: 'ascending' | 'different';
      readonly parameters: readonly string[];
      readonly source: string;
    };
