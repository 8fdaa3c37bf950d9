import type { ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { session } from './context';
import { SIGNED_IN_VIEWS, VIEW_LOADERS, type ViewName } from './views';
import { navigate, route } from './router';
import type { RouteName } from './routes';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { lazy, type LazyView } from './ui/lazy';
import { Shell } from './ui/Shell';
import { dismissToasts } from './ui/toast';
import { Toasts } from './ui/Toasts';
import { AccountSkeleton, NotesSkeleton, PhotosSkeleton } from './ui/viewSkeletons';
import { NotFound } from './views/NotFound';
import { Confirm } from './views/account/Confirm';
import { Forgot } from './views/account/Forgot';
import { SignIn } from './views/account/SignIn';
import { SignUp } from './views/account/SignUp';

const VIEWS: Record<ViewName, LazyView> = {
  notes: lazy(VIEW_LOADERS.notes, NotesSkeleton),
  photos: lazy(VIEW_LOADERS.photos, PhotosSkeleton),
  account: lazy(VIEW_LOADERS.account, AccountSkeleton),
};

/** The views for a user who is not signed in. */
const SIGNED_OUT_VIEWS: Partial<Record<RouteName, ComponentType>> = {
  'sign-in': SignIn,
  'sign-up': SignUp,
  confirm: Confirm,
  forgot: Forgot,
};

/** Fetch the view that the address will most likely show, while the session is still being restored. */
export function preloadCurrentView(): void {
  const view = SIGNED_IN_VIEWS[route.peek().name];
  if (view) VIEWS[view].preload();
}

export function App(): JSX.Element {
  const { name, path } = route.value;
  const isSignedIn = session.status.value === 'in';

  useEffect(() => {
    if (isSignedIn && SIGNED_OUT_VIEWS[name]) navigate('/', { replace: true });
  }, [isSignedIn, name]);
  useEffect(() => (isSignedIn ? dismissToasts : undefined), [isSignedIn]);

  // A user who is not signed in signs in at the address they wanted, and is there afterwards.
  const SignedOutView = SIGNED_OUT_VIEWS[name] ?? SignIn;
  const view = SIGNED_IN_VIEWS[name];
  const SignedInView = view ? VIEWS[view] : NotFound;
  return (
    <>
      {isSignedIn ? (
        <Shell>
          <ErrorBoundary path={path}>
            <SignedInView />
          </ErrorBoundary>
        </Shell>
      ) : (
        <SignedOutView />
      )}
      <Toasts />
    </>
  );
}
