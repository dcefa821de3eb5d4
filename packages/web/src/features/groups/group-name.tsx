import { useQuery } from '@tanstack/react-query';
import { groupQuery } from './groups.queries.ts';

/** The name of a group of which only the id is known. */
export function GroupName({ id }: { id: string }) {
  const { data } = useQuery(groupQuery(id));
  return data?.name ?? '…';
}
