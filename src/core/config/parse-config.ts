import { z } from 'zod';
import { type Problem, problem } from '../../errors.ts';
import { type Environment, interpolate } from './interpolate.ts';
import { didYouMean } from './nearest.ts';
import { valueFault } from './value-words.ts';
import { parseYaml, pathText, type YamlDocument, type YamlPath } from './yaml-document.ts';
import { commaHint } from './yaml-hints.ts';

export interface Parsed<T> {
  readonly value: T | null;
  /** Null when the text is not YAML at all. */
  readonly document: YamlDocument | null;
  readonly problems: readonly Problem[];
}

/**
 * One configuration file: YAML, then `${VAR}`, then the schema. All problems at once, each at its own place; an unknown
 * key names the nearest key that the schema knows there.
 */
export function parseConfig<S extends z.ZodType>(
  schema: S,
  source: { file: string; text: string },
  env: Environment,
): Parsed<z.infer<S>> {
  const { document, problems: syntax } = parseYaml(source.file, source.text);
  if (!document) return { value: null, document: null, problems: syntax };
  const { value, problems: variables } = interpolate(document, env);
  const result = schema.safeParse(value);
  if (result.success) {
    const kept = variables.length === 0 ? (result.data as z.infer<S>) : null;
    return { value: kept, document, problems: variables };
  }
  const invalid = result.error.issues.flatMap((issue) => explain(issue, document, schema));
  return { value: null, document, problems: [...variables, ...invalid] };
}

function explain(issue: z.core.$ZodIssue, document: YamlDocument, schema: z.ZodType): Problem[] {
  const path = issue.path.filter((step): step is string | number => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const known = knownKeys(schema, path);
      const bare = document.isBare([...path, key]) ? commaHint(key) : undefined;
      const hint = didYouMean(key, known) ?? bare ?? listOf(known);
      return problem(
        'unknownKey',
        { key, path: pathText(path) },
        { ...document.place([...path, key], 'key'), hint },
      );
    });
  }
  if (issue.code === 'invalid_union') {
    const nested = closest(issue, path);
    if (nested) return nested.flatMap((inner) => explain(inner, document, schema));
  }
  const { detail, hint } = valueFault(issue, valueAt(document.value, path));
  return [
    problem(
      'configInvalid',
      { path: pathText(path) || 'the file', detail },
      { ...document.place(path), hint },
    ),
  ];
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | null)?.[step], value);
}

/** Of a union's branches, the one that got furthest into the value: its complaints are the ones meant. */
function closest(issue: z.core.$ZodIssueInvalidUnion, path: YamlPath): z.core.$ZodIssue[] | undefined {
  const depth = (issues: z.core.$ZodIssue[]) => Math.max(...issues.map((inner) => inner.path.length));
  const deep = issue.errors.filter((issues) =>
    issues.some((i) => i.path.length > 0 || i.code === 'unrecognized_keys'),
  );
  const best = deep.sort((a, b) => depth(b) - depth(a))[0];
  return best?.map((inner) => ({ ...inner, path: [...path, ...inner.path] }) as z.core.$ZodIssue);
}

function listOf(keys: readonly string[]): string | undefined {
  return keys.length === 0 ? undefined : `known here: ${keys.join(', ')}`;
}

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
}

/** The keys that `schema` allows at `path`, over all branches of its unions. */
function knownKeys(schema: z.ZodType, path: YamlPath): string[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  let here = branches(root, root);
  for (const step of path)
    here = here.flatMap((node) => descend(node, step)).flatMap((node) => branches(node, root));
  return [...new Set(here.flatMap((node) => Object.keys(node.properties ?? {})))];
}

function branches(node: JsonSchema, root: JsonSchema): JsonSchema[] {
  const name = node.$ref?.replace('#/$defs/', '');
  if (name !== undefined) return branches(root.$defs?.[name] ?? {}, root);
  const options = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  return options.length === 0 ? [node] : options.flatMap((option) => branches(option, root));
}

function descend(node: JsonSchema, step: string | number): JsonSchema[] {
  const next = typeof step === 'number' ? node.items : (node.properties?.[step] ?? node.additionalProperties);
  return typeof next === 'object' ? [next] : [];
}
