import type { Problem } from '../../errors.ts';
import type { ModelDefinition, PartialProject } from '../config/project.ts';
import type { UnitTestDeclaration } from '../config/unit-test-schema.ts';
import type { YamlDocument } from '../config/yaml-document.ts';
import { type ModelNode, type ProjectGraph, SPINE } from './project-graph.ts';
import { relationColumns } from './relation-columns.ts';
import { spineRows } from './spine-rows.ts';
import type { UnitTest, UnitTestTable } from './unit-test.ts';
import { UnitTestReader } from './unit-test-reader.ts';

/** A model's tests, in the order of its yml. */
export interface ModelTests {
  readonly node: ModelNode;
  readonly tests: readonly UnitTest[];
}

/**
 * The unit tests of a project, ready to run, by model. Names that no relation or no column has, relations that the model
 * does not read, days that are none: all problems at once, each at its own place with the nearest name.
 */
export function readUnitTests(
  project: PartialProject,
  graph: ProjectGraph,
  documents: ReadonlyMap<string, YamlDocument>,
): { models: ModelTests[]; problems: Problem[] } {
  const columns = relationColumns(project);
  const problems: Problem[] = [];
  const models = graph.nodes.flatMap((node) => {
    const document = documents.get(node.model.configFile);
    const declared = node.model.config.unit_tests;
    if (declared.length === 0 || !document) return [];
    const tests = declared.flatMap((test, index) => {
      const path = ['unit_tests', index];
      const { unreadable } = project;
      const reader = new UnitTestReader({ node, columns, unreadable, document, test, path });
      const read = readTest(reader, node, test);
      problems.push(...repeatedName(reader, node.model, index), ...reader.problems);
      return reader.problems.length > 0 ? [] : [read];
    });
    return [{ node, tests }];
  });
  return { models, problems };
}

function readTest(reader: UnitTestReader, node: ModelNode, test: UnitTestDeclaration): UnitTest {
  const given = new Map(
    Object.keys(test.given).map((relation) => [relation, reader.given(relation)] as const),
  );
  const place = reader.place(['name']);
  if (!given.has(SPINE) && node.dependsOn.includes(SPINE)) {
    given.set(SPINE, spineTable([...given.values()], test.as_of, reader));
  }
  const unnamed = node.dependsOn.filter((name) => !given.has(name) && !name.startsWith('seeds.'));
  const empty = unnamed.map((name) => reader.table(name, []));
  return {
    name: test.name,
    asOf: test.as_of,
    place,
    inputs: [...given.values(), ...empty],
    grain: node.model.config.grain ?? [],
    expected: reader.expected(),
  };
}

function spineTable(given: readonly UnitTestTable[], asOf: string, reader: UnitTestReader): UnitTestTable {
  const place = reader.place(['given'], 'key');
  return reader.table(
    SPINE,
    spineRows(given, asOf).map((cells) => ({ cells, place })),
  );
}

function repeatedName(reader: UnitTestReader, model: ModelDefinition, index: number): Problem[] {
  const names = model.config.unit_tests.map(({ name }) => name);
  const name = names[index] ?? '';
  return names.indexOf(name) < index
    ? [reader.fault(['name'], 'another test of the model has that name')]
    : [];
}
