/** The text files of a project, by path relative to its root with forward slashes. */
export interface ProjectFiles {
  /** Every file below the folders a project is made of, sorted. */
  list(): Promise<readonly string[]>;
  read(path: string): Promise<string>;
}
