import type { CheckedFilter } from './group-filter.ts';

/** Collects the parameters of a statement. */
export class Parameters {
  readonly values: unknown[] = [];

  /** @returns its place in the statement, e.g. `$3` */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/**
 * The one place that says in SQL which clients a filter finds: for the preview, for a group that was changed and for a client
 * that has changed. It looks at a row `f` of `client_facts`, and is never null.
 */
export function membershipPredicate(filter: CheckedFilter, parameters: Parameters): string {
  const { e164, addresses, clientTypes, serverAddresses } = filter;
  const fields = [
    ...(e164.length === 0 ? [] : [`(f.e164 <> '' and f.e164 like any(${parameters.add(e164)}::text[]))`]),
    ...(addresses.length === 0
      ? []
      : [
          `(${addresses
            .map(
              ({ first, last }) =>
                `f.address between ${parameters.add(first)}::inet and ${parameters.add(last)}::inet`,
            )
            .join(' or ')})`,
        ]),
    ...(clientTypes.length === 0 ? [] : [`f.model = any(${parameters.add(clientTypes)}::text[])`]),
    ...(serverAddresses.length === 0
      ? []
      : [`lower(f.server_address) like any(${parameters.add(serverAddresses)}::text[])`]),
  ];
  return `coalesce((${fields.join(filter.match === 'all' ? ' and ' : ' or ')}), false)`;
}
