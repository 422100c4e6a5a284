import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** What a pure layer must not reach for: time and chance come in as arguments. */
const pure = {
  "no-restricted-properties": [
    "error",
    { object: "Date", property: "now", message: "time comes in as an argument" },
    { object: "Math", property: "random", message: "randomness comes in as an argument" },
    { object: "performance", property: "now", message: "time comes in as an argument" },
  ],
  "no-restricted-syntax": [
    "error",
    {
      selector: "NewExpression[callee.name='Date'][arguments.length=0]",
      message: "time comes in as an argument",
    },
  ],
};

const importsOnly = (message, ...patterns) => ({
  "no-restricted-imports": ["error", { patterns: [{ regex: patterns.join("|"), message }] }],
});

export default tseslint.config(
  { ignores: ["dist/**", ".cache/**", ".kuroko/**", "node_modules/**", "tests/fixtures/**"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js"] })],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
    },
    rules: {
      "import-x/no-cycle": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      eqeqeq: "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["demo-server/core/**/*.ts"],
    rules: {
      ...pure,
      ...importsOnly("core imports nothing outside itself", "^[^.#]", "^#(?!core/)", "^node:"),
    },
  },
  {
    files: ["demo-server/app/**/*.ts"],
    rules: {
      ...pure,
      ...importsOnly(
        "app imports core only: reach the world through a port",
        "^[^.#]",
        "^#(?!core/)",
        "adapters/",
      ),
    },
  },
  {
    files: ["slides/**/*.ts"],
    rules: importsOnly("slides imports core only", "^#server/", "demo-server/(app|adapters|main)"),
  },
);
