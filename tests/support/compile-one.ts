import { dirname, join } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "../..");

/**
 * What the compiler says when a file with this text lies in a project, as `TS2307: Cannot find module …`.
 * The file is never written, and the other projects need not have been built.
 */
export function compileOne(project: string, text: string): string[] {
  const config = readConfig(join(root, project, "tsconfig.json"));
  const file = join(root, project, "not-there.ts");
  const program = ts.createProgram({
    rootNames: [...config.fileNames, file],
    options: config.options,
    ...(config.projectReferences ? { projectReferences: config.projectReferences } : {}),
    host: hostWith(config.options, file, text),
  });
  const source = program.getSourceFile(file);
  return [
    ...program.getOptionsDiagnostics(),
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ].map(({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
}

function readConfig(path: string): ts.ParsedCommandLine {
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as { config: unknown };
  return ts.parseJsonConfigFileContent(config, ts.sys, dirname(path), undefined, path);
}

/** Read once for all programs: most of the time goes into the libraries. */
const sources = new Map<string, ts.SourceFile | undefined>();

/** Part of the language service's host only, by its type; `createProgram` asks for it too. */
interface FromSources {
  useSourceOfProjectReferenceRedirect(): boolean;
}

function hostWith(options: ts.CompilerOptions, file: string, text: string): ts.CompilerHost & FromSources {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    useSourceOfProjectReferenceRedirect: () => true,
    fileExists: (path) => path === file || host.fileExists(path),
    readFile: (path) => (path === file ? text : host.readFile(path)),
    getSourceFile: (path, language) => {
      if (path === file) return ts.createSourceFile(path, text, language);
      if (!sources.has(path)) sources.set(path, host.getSourceFile(path, language));
      return sources.get(path);
    },
  };
}
