// A page that trains a recorded run again: built into one script, which `wgan export --html` puts into one file.

import '../style/tokens.css';
import '../style/base.css';
import { render } from 'preact';
import { open } from './client.ts';
import { Page } from './page.tsx';

render(<Page />, document.getElementById('app')!);
open();
