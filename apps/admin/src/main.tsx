// before whatever reads the address
import './session/link-token';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { session } from './session/session';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
void session.start();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
