// Run as a process of its own: takes the lock named by its argument, says so and keeps it until it is killed, or says who
// stands in the way and ends with the exit code of that problem.
import { FileLock } from '../../../src/adapters/project/file-lock.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { HoldfastError } from '../../../src/errors.ts';

try {
  await new FileLock(process.argv[2] ?? '', systemClock).acquire();
  console.log('taken');
  setInterval(() => undefined, 1000);
} catch (error) {
  if (!(error instanceof HoldfastError)) throw error;
  console.log(error.message);
  process.exitCode = error.exitCode;
}
