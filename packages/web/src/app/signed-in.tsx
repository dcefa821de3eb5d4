import { RouterProvider } from '@tanstack/react-router';
import { createAppRouter } from './router.tsx';

const router = createAppRouter();

// The page's script comes along with the frame's, not after it.
void router.load();

/** The app for somebody who is signed in; loaded apart, so that the sign-in page waits for none of it. */
export function SignedIn() {
  return <RouterProvider router={router} />;
}
