// Numbers as people read them.

import { say, sayPlural } from '../language/say.ts';

/** 1234567 as "1,234,567". */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** Four significant digits without an exponent where that is short: "12.35", "0.0123", "−1.2e-5". */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 100_000 || (size > 0 && size < 0.001)) return minus(value.toExponential(1));
  const digits = size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 || size === 0 ? 3 : 4;
  return minus(value.toFixed(digits));
}

/** The typographic minus keeps columns of numbers even. */
const minus = (text: string) => text.replace(/^-/, '−');

/** "0:07", "12:34", "1:02:03". */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const padded = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

/** "0.8 s", "12 s", "2 min 31 s", "1 h 4 min". */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return say`${Math.max(0, seconds).toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return say`${whole} s`;
  if (whole < 3600) return say`${Math.floor(whole / 60)} min ${whole % 60} s`;
  return say`${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`;
}

/** "31.2 it/s"; below 1, seconds per iteration. */
export function formatRate(perSecond: number): string {
  if (!(perSecond > 0) || !Number.isFinite(perSecond)) return say`– it/s`;
  if (perSecond < 1) return say`${(1 / perSecond).toFixed(1)} s/it`;
  return say`${perSecond < 100 ? perSecond.toFixed(1) : formatCount(perSecond)} it/s`;
}

/** "412 MB". */
export function formatBytes(bytes: number): string {
  return withUnit(bytes, ['B', 'kB', 'MB', 'GB', 'TB']);
}

/** "3.3 GFLOP". */
export function formatOperations(operations: number): string {
  return withUnit(operations, ['FLOP', 'kFLOP', 'MFLOP', 'GFLOP', 'TFLOP', 'PFLOP']);
}

/** Two significant digits or more, in the largest unit that leaves a number above 1. */
function withUnit(value: number, units: readonly string[]): string {
  let unit = 0;
  let rest = value;
  for (; rest >= 999.5 && unit < units.length - 1; unit++) rest /= 1000;
  return `${rest < 9.95 && unit > 0 ? rest.toFixed(1) : Math.round(rest)} ${units[unit]}`;
}

/** "one file", "3 files". */
export const formatPlural = (count: number, noun: string): string => sayPlural(formatCount(count), noun);
