import { HoldfastError, problem } from '../errors.ts';

const STOPS = { SIGINT: 'interrupted', SIGTERM: 'terminated' } as const;
type Stop = keyof typeof STOPS;

/**
 * Turns the first SIGINT or SIGTERM into an abort whose reason carries the exit code, so that whoever works can clean up.
 * A second signal ends the process at once, by that signal's own default action.
 */
export function abortOnSignals(target: NodeJS.Process): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      dispose();
      target.kill(target.pid, name);
      return;
    }
    controller.abort(new HoldfastError([problem(STOPS[name as Stop], undefined)]));
  };
  const names = Object.keys(STOPS) as Stop[];
  const dispose = () => {
    for (const name of names) target.off(name, onSignal);
  };
  for (const name of names) target.on(name, onSignal);
  return { signal: controller.signal, dispose };
}
