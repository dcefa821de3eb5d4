import { lazyRouteComponent } from '@tanstack/react-router';

export { readDeploySearch } from './deploy-address.ts';

export const DeployPage = lazyRouteComponent(() => import('./deploy-page.tsx'), 'DeployPage');
export const ClientFiles = lazyRouteComponent(() => import('./client-files.tsx'), 'ClientFiles');
