import { readFileSync } from 'node:fs';

/** The cases of one fixture file; null stands for "undefined" in the library that answered. */
export function loadOracle<Case>(name: string): readonly Case[] {
  const text = readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { cases: Case[] }).cases;
}

/** Fails unless `actual` is within `tolerance` of `expected`, relative where that is the larger allowance. */
export function assertNear(actual: number | null | undefined, expected: number, tolerance: number): void {
  const allowed = tolerance * Math.max(1, Math.abs(expected));
  if (typeof actual !== 'number' || !(Math.abs(actual - expected) <= allowed)) {
    throw new Error(`${actual} is not within ${allowed} of ${expected}`);
  }
}
