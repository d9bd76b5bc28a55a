// What trains: WebAssembly, or WebGPU where the browser has a graphics processor for it.

import { ChoiceField } from '../../components/field.tsx';
import { setQuery } from '../../shell/router.ts';
import { type DeviceName, deviceNames } from './device-names.ts';
import { absence, graphics } from './graphics.ts';
import { trainMessages as t } from './messages.ts';
import { recipe } from './trainer-client.ts';
import type { Opened } from './worker-messages.ts';

export function DeviceField() {
  const { device } = recipe.value;
  const why = absence.value;
  const found = graphics.value.is === 'there' ? graphics.value.hardware : undefined;
  const labels: { readonly [D in DeviceName]: string } = {
    wasm: t().webAssembly,
    webgpu: why === undefined ? t().graphics(found?.name ?? '', found?.isSoftware ?? false) : t().noWebGpu,
  };
  const reason = why && t()[`absent-${why}`];
  return (
    <ChoiceField
      label={t().device}
      explanation={
        reason === undefined || device === 'webgpu' ? t().deviceHelp : `${t().deviceHelp} ${reason}`
      }
      value={device}
      initial="wasm"
      choices={deviceNames.map((value) => ({
        value,
        label: labels[value],
        isDisabled: value === 'webgpu' && why !== undefined,
      }))}
      error={reason !== undefined && device === 'webgpu' ? `${reason} ${t().webAssemblyInstead}` : undefined}
      onChange={(next) => setQuery({ device: next === 'wasm' ? undefined : next }, { replace: false })}
    />
  );
}

/** What trains now, in words. */
export function deviceText({ device, threads, hardware }: Opened): string {
  return device === 'wasm'
    ? t().threads(threads)
    : t().graphics(hardware?.name ?? '', hardware?.isSoftware ?? false);
}
