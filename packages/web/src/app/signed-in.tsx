import { RouterProvider } from '@tanstack/react-router';
import { createAppRouter } from './router.tsx';

const router = createAppRouter();

/** The script of the page that the address names; it comes along with the frame's, not after it. */
export const firstPage: Promise<void> = router.load();

/** The app for somebody who is signed in; loaded apart, so that the sign-in page waits for none of it. */
export function SignedInApp() {
  return <RouterProvider router={router} />;
}
