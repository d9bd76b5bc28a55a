// The studio's page.

import './style/tokens.css';
import './style/base.css';
import { render } from 'preact';
import { App } from './shell/app.tsx';

render(<App />, document.getElementById('app')!);
