const TINY = 1e-300;

/** Keeps a continued fraction (Lentz' method) from dividing by 0: what is smaller than any term that counts becomes 1e-300. */
export function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
