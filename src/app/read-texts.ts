import type { ProjectFiles } from '../ports/project-files.ts';

/** Every text of a project by its path, sorted. */
export async function readTexts(files: ProjectFiles): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const path of await files.list()) texts.set(path, await files.read(path));
  return texts;
}
