import { posix } from 'node:path';
import { compileFunction } from 'node:vm';
import { type TransformFailure, transform } from 'esbuild';
import { defineModel, sql, TypedModel } from '../../core/sql/define-model.ts';
import { type Problem, problem } from '../../errors.ts';
import { placeOfError } from './place-of-error.ts';

export interface CompiledModels {
  /** SQL by the model's file; a file that could not be compiled is not among them. */
  readonly sql: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** A module as JavaScript, with the map back to what was written. */
interface CompiledModule {
  readonly code: string;
  readonly map: string;
}

/** What a model gets that imports `holdfast`. It is this very engine, so a project needs nothing installed to run. */
const API = { defineModel, sql };
const MODULE = /(?<!\.d)\.ts$/;

/**
 * The SQL of a project's TypeScript models: types are stripped, the modules run in this process, and each gives its query.
 * They may import 'holdfast' and each other and nothing else, so that the same files give the same SQL anywhere.
 * `files` are all the project's texts by path; `models` the paths of those that are models. Problems are returned, not thrown.
 */
export async function compileModels(
  files: ReadonlyMap<string, string>,
  models: readonly string[],
): Promise<CompiledModels> {
  const problems: Problem[] = [];
  const modules = new Map<string, CompiledModule>();
  for (const [path, text] of files) {
    if (!path.startsWith('models/') || !MODULE.test(path)) continue;
    const compiled = await stripTypes(path, text);
    if ('code' in compiled) modules.set(path, compiled);
    else problems.push(...compiled);
  }
  const linker = new Linker(modules);
  const compiled = new Map<string, string>();
  for (const path of models.filter((path) => modules.has(path))) {
    const found = sqlOf(path, linker, modules);
    if (typeof found === 'string') compiled.set(path, found);
    else problems.push(found);
  }
  return { sql: compiled, problems };
}

async function stripTypes(path: string, text: string): Promise<CompiledModule | Problem[]> {
  try {
    return await transform(text, {
      loader: 'ts',
      format: 'cjs',
      target: 'node20',
      sourcefile: path,
      sourcemap: 'external',
      logLevel: 'silent',
    });
  } catch (error) {
    return (error as TransformFailure).errors.map(({ text: detail, location }) =>
      problem(
        'modelModule',
        { detail },
        { file: path, line: location?.line, column: (location?.column ?? 0) + 1 },
      ),
    );
  }
}

function sqlOf(path: string, linker: Linker, modules: ReadonlyMap<string, CompiledModule>): string | Problem {
  try {
    const { model } = linker.load(path);
    if (model instanceof TypedModel) return model.toSql();
    return problem('modelModule', { detail: 'exports no model' }, { file: path, line: 1, column: 1 });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return problem(
      'modelModule',
      { detail },
      placeOfError(error, modules) ?? { file: path, line: 1, column: 1 },
    );
  }
}

/** Runs each module once, on first use. */
class Linker {
  readonly #modules: ReadonlyMap<string, CompiledModule>;
  readonly #loaded = new Map<string, { exports: Record<string, unknown> }>();

  constructor(modules: ReadonlyMap<string, CompiledModule>) {
    this.#modules = modules;
  }

  load(path: string): Readonly<Record<string, unknown>> {
    const known = this.#loaded.get(path);
    if (known) return known.exports;
    const compiled = this.#modules.get(path);
    if (!compiled) throw new Error(`there is no ${path} in the project, or it does not compile`);
    const module = { exports: {} as Record<string, unknown> };
    this.#loaded.set(path, module);
    const run = compileFunction(compiled.code, ['module', 'exports', 'require'], { filename: path });
    run(module, module.exports, (name: string) => this.#required(name, path));
    return module.exports;
  }

  #required(name: string, from: string): unknown {
    if (name === 'holdfast') return API;
    if (name.startsWith('.')) return this.load(posix.normalize(posix.join(posix.dirname(from), name)));
    throw new Error(`a model imports 'holdfast' and files of its project, not '${name}'`);
  }
}
