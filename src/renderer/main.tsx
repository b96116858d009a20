import './ui/mantine.css';
import './ui/theme.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openConsole } from './open-console.ts';
import { preloadScreens } from './screens.ts';
import { ConsoleAccessContext } from './transport/api.ts';
import { pickTransport } from './transport/pick.ts';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: 2, refetchOnWindowFocus: false },
    // A change that could not be sent is said so; it is not kept for later, when it may be wrong.
    mutations: { retry: false, networkMode: 'always' },
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root');

// Once the first screen stands.
setTimeout(preloadScreens, 3000);

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ConsoleAccessContext value={openConsole(pickTransport(), queryClient)}>
        <App />
      </ConsoleAccessContext>
    </QueryClientProvider>
  </StrictMode>,
);
