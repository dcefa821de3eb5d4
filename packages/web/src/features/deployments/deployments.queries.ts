import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { DeploymentToCheck } from '../../api/types.ts';

/** Who would get what; nothing is ordered by asking. */
export const deploymentCheckQuery = (body: DeploymentToCheck) =>
  queryOptions({
    queryKey: ['deployments', 'check', body],
    queryFn: ({ signal }) => answer(api.POST('/api/v1/deployments/check', { body, signal })),
    placeholderData: keepPreviousData,
    // A refusal says what is wrong with the choice; the same question gets the same answer.
    retry: false,
  });

/** The files on a phone, as it told last. Belongs to the client: its news make it old. */
export const clientFilesQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', 'one', clientId, 'files'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/clients/{id}/files', { params: { path: { id: clientId } }, signal })),
  });
