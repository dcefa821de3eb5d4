import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { openChangeStream } from '../../api/change-stream.ts';
import { followHeldPhones } from '../../features/acceptance/index.ts';
import { followClients } from '../../features/clients/index.ts';
import { followFiles } from '../../features/files/index.ts';
import { followGroups } from '../../features/groups/index.ts';
import { followJobs } from '../../features/jobs/index.ts';
import { followNotifications } from '../../features/notifications/index.ts';
import { followParameters } from '../../features/parameters/index.ts';
import { followPlugAndPlay } from '../../features/plug-and-play/index.ts';
import { followRecurringJobs } from '../../features/recurring-jobs/index.ts';
import { followRollouts } from '../../features/rollouts/index.ts';
import { followScans } from '../../features/scans/index.ts';
import { followStorageProviders } from '../../features/storage-providers/index.ts';
import { followTemplates } from '../../features/templates/index.ts';
import { followUsers } from '../../features/users/index.ts';
import { setLiveStatus } from '../../shared/live/live-status.ts';

/** Keeps everything shown up to date with the server's events while somebody is signed in. */
export function useLive(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const followers = [
      followClients(queryClient),
      followJobs(queryClient),
      followRecurringJobs(queryClient),
      followRollouts(queryClient),
      followTemplates(queryClient),
      followFiles(queryClient),
      followGroups(queryClient),
      followNotifications(queryClient),
      followParameters(queryClient),
      followPlugAndPlay(queryClient),
      followHeldPhones(queryClient),
      followScans(queryClient),
      followStorageProviders(queryClient),
      followUsers(queryClient),
    ];
    return openChangeStream('/api/v1/events', {
      onChange: (change) => {
        for (const follow of followers) follow(change);
      },
      onStatus: (status) => {
        setLiveStatus(status);
        // An event stream does not tell why it ended; an ordinary request finds out whether the session did.
        if (status === 'lost') void queryClient.invalidateQueries({ queryKey: ['notifications'] });
      },
      onGap: () => {
        for (const key of [
          'clients',
          'jobs',
          'rollouts',
          'templates',
          'groups',
          'files',
          'notifications',
          'parameters',
          'item-names',
          'plug-and-play',
          'held-phones',
          'scans',
          'storage-providers',
          'users',
        ]) {
          void queryClient.invalidateQueries({ queryKey: [key] });
        }
      },
    });
  }, [queryClient]);
}
