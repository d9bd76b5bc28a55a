// The studio's page.

import './style/tokens.css';
import './style/base.css';
import { render } from 'preact';
import { messagesIn } from './i18n/language.ts';
import { App } from './shell/app.tsx';

void messagesIn().then(() => render(<App />, document.getElementById('app')!));
