// What trains: WebAssembly, or WebGPU where the browser has a graphics processor for it.

import { ChoiceField } from '../../components/field.tsx';
import { setQuery } from '../../shell/router.ts';
import { deviceMessages as d } from './device-messages.ts';
import { type DeviceName, deviceNames } from './device-names.ts';
import { absence, graphics } from './graphics.ts';
import { trainMessages as t } from './messages.ts';
import { recipe } from './trainer-client.ts';

export function DeviceField() {
  const { device } = recipe.value;
  const why = absence.value;
  const found = graphics.value.is === 'there' ? graphics.value.hardware : undefined;
  const labels: { readonly [D in DeviceName]: string } = {
    wasm: 'WebAssembly',
    webgpu: why === undefined ? t().graphics('', found?.isSoftware ?? false) : d().noWebGpu,
  };
  const reason = why && d()[`absent-${why}`];
  const isWantedInVain = reason !== undefined && device === 'webgpu';
  const name = found?.name ? d().graphicsFound(found.name) : '';
  return (
    <ChoiceField
      label={t().device}
      explanation={`${d().deviceHelp} ${isWantedInVain ? '' : (reason ?? name)}`.trim()}
      value={device}
      initial="wasm"
      choices={deviceNames.map((value) => ({
        value,
        label: labels[value],
        isDisabled: value === 'webgpu' && why !== undefined,
      }))}
      error={isWantedInVain ? `${reason} ${d().webAssemblyInstead}` : undefined}
      onChange={(next) => setQuery({ device: next === 'wasm' ? undefined : next }, { replace: false })}
    />
  );
}
