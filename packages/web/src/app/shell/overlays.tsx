import { type ReactNode, Suspense, useState } from 'react';
import { lazyComponent } from '../../shared/components/lazy-component.ts';

export type OverlayName = 'menu' | 'palette' | 'help' | 'password';

// What floats above the page is not on the way to its first view.
export const MenuDrawer = lazyComponent(async () => (await import('./menu-drawer.tsx')).MenuDrawer);
export const Palette = lazyComponent(async () => (await import('./palette.tsx')).Palette);
export const KeyboardHelp = lazyComponent(async () => (await import('./keyboard-help.tsx')).KeyboardHelp);
export const PasswordDialog = lazyComponent(
  async () => (await import('./password-dialog.tsx')).PasswordDialog,
);
export const SignOutDialog = lazyComponent(async () => (await import('./sign-out-dialog.tsx')).SignOutDialog);

/** Mounts an overlay when it is opened for the first time and keeps it, so that it closes and gives back the focus. */
export function Overlay({ opened, children }: { opened: boolean; children: ReactNode }) {
  const [mounted, setMounted] = useState(opened);
  if (opened && !mounted) setMounted(true);
  return mounted ? <Suspense fallback={null}>{children}</Suspense> : null;
}
