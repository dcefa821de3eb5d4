import { FilterPopover } from '../../shared/components/filter-popover.tsx';
import { lazyComponent } from '../../shared/components/lazy-component.ts';
import type { FilterFormProps } from './filter-form.tsx';

const FilterForm = lazyComponent(async () => (await import('./filter-form.tsx')).FilterForm);

/** Those that have no button of their own beside the search field. */
const FIELDS = [
  'e164',
  'deviceId',
  'softwareVersion',
  'softwareOlderThan',
  'address',
  'mobility',
  'access',
  'group',
] as const;

/** Filters by single columns, applied together. */
export function MoreFilters({ filter, onApply }: Pick<FilterFormProps, 'filter' | 'onApply'>) {
  return (
    <FilterPopover active={FIELDS.filter((field) => filter[field] !== undefined).length}>
      {(close) => (
        <FilterForm
          filter={filter}
          onApply={(next) => {
            onApply(next);
            close();
          }}
        />
      )}
    </FilterPopover>
  );
}
