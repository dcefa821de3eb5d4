import { createRootRoute, createRoute } from '@tanstack/react-router';
import { Shell } from '../shell/shell.tsx';

export const rootRoute = createRootRoute();

/** Everything that somebody sees who has signed in: pages inside the frame. */
export const signedIn = createRoute({ getParentRoute: () => rootRoute, id: 'signed-in', component: Shell });
