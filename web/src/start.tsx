import { render } from 'preact';
import { ahead } from './api/ahead';
import { Api, Offline } from './api/client';
import { App, prepare } from './app';
import { mayResume } from './auth/kept';
import { Session } from './auth/session';
import { loadConfig } from './config';
import { provide } from './context';
import { startRouter } from './router';
import './styles/tokens.css';
import './styles/base.css';
import { ErrorNote } from './ui/ErrorNote';
import './ui/View.css';

async function start(root: HTMLElement): Promise<void> {
  if (mayResume(localStorage)) prepare();
  try {
    const config = await loadConfig().catch((error: unknown) => {
      throw error instanceof TypeError ? new Offline() : error;
    });
    const session = new Session(config);
    const api = new Api({
      base: config.apiUrl,
      token: (fresh) => session.token(fresh),
      onSignedOut: () => session.end(),
      fetch: (url, init) => ahead.fetch(url, init),
    });
    provide({ config, session, api });
    await session.resume();
    startRouter();
    render(<App />, root);
  } catch (error) {
    render(
      <main class="view view-text">
        <ErrorNote error={error} retry={() => location.reload()} />
      </main>,
      root,
    );
  }
}

const root = document.getElementById('app');
if (root) void start(root);
