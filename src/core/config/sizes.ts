const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Bytes of a size as pipeline.yml writes it, such as 2GiB. */
export function sizeOf(text: string): number {
  const [, number = '0', unit = 'B'] = /^([\d.]+)(\w+)$/.exec(text) ?? [];
  return Number(number) * 1024 ** Math.max(0, UNITS.indexOf(unit as (typeof UNITS)[number]));
}

/** 1610612736 as 1.5 GiB. */
export function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power] ?? 'B'}`;
}
