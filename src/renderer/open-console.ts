import type { QueryClient } from '@tanstack/react-query';
import { useConnection } from './stores/connection.ts';
import { type Feed, startFeed } from './stores/feed.ts';
import { type ConsoleAccess, createApi } from './transport/api.ts';
import type { Transport } from './transport/transport.ts';

/** How long to wait before the console is asked again whether it wants a token. */
const ASK_AGAIN_MS = 2000;

/** Opens the console: asks whether it wants a token, then keeps the stores in step with it. */
export function openConsole(transport: Transport, queryClient: QueryClient): ConsoleAccess {
  let feed: Feed | null = null;
  let nextKnock: ReturnType<typeof setTimeout> | undefined;

  const enter = (): void => {
    feed?.stop();
    feed = startFeed(transport);
    useConnection.setState({ session: 'open' });
    void queryClient.invalidateQueries();
  };

  const knock = async (): Promise<void> => {
    clearTimeout(nextKnock);
    try {
      const { needed, signedIn } = await transport.session.check();
      if (needed && !signedIn) useConnection.setState({ session: 'sign-in' });
      else enter();
      useConnection.setState({ signedIn: needed && signedIn });
    } catch {
      useConnection.setState({ link: 'lost' });
      nextKnock = setTimeout(() => void knock(), ASK_AGAIN_MS);
    }
  };

  // Without a session the old feed would only knock at a closed door.
  useConnection.subscribe(({ session }, before) => {
    if (session !== 'sign-in' || before.session === 'sign-in') return;
    feed?.stop();
    feed = null;
  });

  void knock();
  return {
    api: createApi(transport),
    reconnect: () => (feed === null ? void knock() : feed.reconnect()),
    listen: (channel, listener) => feed?.listen(channel, listener) ?? (() => undefined),
    signIn: async (token) => {
      await transport.session.signIn(token);
      useConnection.setState({ signedIn: true });
      enter();
    },
    signOut: async () => {
      await transport.session.signOut();
      useConnection.setState({ signedIn: false, session: 'sign-in' });
    },
  };
}
