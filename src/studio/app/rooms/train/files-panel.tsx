// Save and load as the command line's files, and the configuration as a link.

import { notify } from '../../components/toast.tsx';
import { laneLetter } from './controls.tsx';
import { trainMessages as t } from './messages.ts';
import { download, failure, load, opened, recipe } from './trainer-client.ts';
import type { FileKind } from './worker-messages.ts';

const LARGEST_BYTES = 256e6;

export function FilesPanel() {
  const { lanes, need } = recipe.value;
  const isOpen = opened.value !== undefined;
  const kinds: readonly (readonly [FileKind, string])[] = [
    ['checkpoint', t().saveCheckpoint],
    ['generator', t().saveGenerator],
    ['onnx', t().saveOnnx],
  ];
  const take = async (lane: number, input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    input.value = '';
    if (file === undefined) return;
    if (file.size > LARGEST_BYTES) {
      failure.value = {
        message: `${file.name}: expected at most 256 MB, got ${Math.round(file.size / 1e6)} MB`,
      };
      return;
    }
    load(lane, new Uint8Array(await file.arrayBuffer()));
  };
  const copy = () => {
    void navigator.clipboard
      ?.writeText(location.href)
      .then(() => notify(need === undefined ? t().copied : t().copiedWithout(need.name)));
  };
  return (
    <details class="train-files">
      <summary>{t().files}</summary>
      <div class="stack">
        <button type="button" class="button" onClick={copy}>
          {t().copyLink}
        </button>
        {lanes.map(({ config }, lane) => (
          <div key={laneLetter(lane)} class="row">
            <span class="small">
              {lanes.length > 1 ? t().laneOf(laneLetter(lane), config.objective.name) : t().saveOf}
            </span>
            {kinds.map(([kind, label]) => (
              <button
                key={kind}
                type="button"
                class="button button-small"
                disabled={!isOpen}
                onClick={() => download(lane, kind)}
              >
                {label}
              </button>
            ))}
            <label class="button button-small">
              {t().loadFile}
              <input
                type="file"
                class="unseen"
                accept=".safetensors"
                onChange={(event) => void take(lane, event.currentTarget)}
              />
            </label>
          </div>
        ))}
        <p class="small quiet">
          {t().filesHelp} {t().loadHelp}
        </p>
      </div>
    </details>
  );
}
