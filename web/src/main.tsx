import { render } from 'preact';
import { Api } from './api/client';
import { App, prepare } from './app';
import { Session } from './auth/session';
import { loadConfig } from './config';
import { provide } from './context';
import { startRouter } from './router';
import './styles/tokens.css';
import './styles/base.css';
import { ErrorNote } from './ui/ErrorNote';
import './ui/View.css';

async function start(root: HTMLElement): Promise<void> {
  if (Session.mayResume()) prepare();
  try {
    const config = await loadConfig();
    const session = new Session(config);
    const api = new Api({
      base: config.apiUrl,
      token: (fresh) => session.token(fresh),
      onSignedOut: () => session.end(),
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
