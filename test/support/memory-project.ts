import type { ProjectFiles } from '../../src/ports/project-files.ts';

/** A project's files held in memory, for tests that need only a few of them. */
export function memoryProject(files: Readonly<Record<string, string>>): ProjectFiles {
  return {
    list: () => Promise.resolve(Object.keys(files).sort()),
    read: (path) => Promise.resolve(files[path] ?? ''),
  };
}
