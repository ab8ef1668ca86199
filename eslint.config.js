import js from "@eslint/js";
import graphql from "@graphql-eslint/eslint-plugin";
import tseslint from "typescript-eslint";

/** Types of the schema that are values, and so have no id. */
const VALUE_TYPES = [
  ...["Address", "Agreement", "Limits", "Quotas", "Used", "Price", "Money", "SessionTimestamps"],
  ...["Alphabet", "Format", "Without", "Warning", "Capacity", "Quote", "Refusal", "PageInfo", "TokenVerification"],
  ...["ProductionStatus", "Timestamps", "File", "DownloadLink", "ProductionError", "ProductionEvent"],
  ...[
    "Analysis",
    "Metrics",
    "TokenRange",
    "HypothesisTest",
    "HistogramBin",
    "PlotPoints",
    "SymbolFrequencies",
    "Curve",
  ],
];

export default tseslint.config(
  {
    ignores: [
      "dist",
      "dist.new",
      "node_modules",
      "data",
      "coverage",
      "**/*.generated.ts",
      "src/database/migrations/**",
      "src/generator/kernel/assembly/**",
      "site", // its configuration is read by VitePress, whose types are in a package of its own
      "test/clients/relay", // read by Relay's compiler, never run
    ],
  },
  {
    files: ["**/*.{js,mjs,ts,tsx}"],
    extends: [js.configs.recommended, ...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.js"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 50, skipComments: true, skipBlankLines: true }],
      "max-params": ["error", { max: 4 }],
      "no-console": "error",
      eqeqeq: "error",
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Randomness comes from node:crypto, as a parameter." },
        { object: "process", property: "env", message: "src/config.ts alone reads the environment." },
      ],
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { prefer: "type-imports", disallowTypeAnnotations: false },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // GraphQL's object types are shapes: the executor reads their fields off whatever a resolver answers.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/no-extraneous-class": ["error", { allowWithDecorator: true }],
    },
  },
  // Markup is laid out with one attribute a line.
  {
    files: ["src/console/**/*.tsx"],
    rules: { "max-lines-per-function": ["error", { max: 90, skipBlankLines: true }] },
  },
  {
    files: ["src/config.ts", "vitest.config.ts", "examples/**", "bench/**"],
    rules: { "no-restricted-properties": "off" },
  },
  // A test is a list of promises: describe() blocks are not functions to keep short, and a standard's rules stay in one file.
  {
    files: ["test/**"],
    rules: { "max-lines": ["error", { max: 500 }], "max-lines-per-function": "off", "no-restricted-properties": "off" },
  },
  { files: ["bench/generator-rows.ts"], rules: { "max-lines-per-function": ["error", { max: 60 }] } }, // one table
  {
    files: ["**/*.js", "**/*.mjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
    rules: { "no-console": "off" },
  },
  // In plain JavaScript: their packages are not installed where the types are checked.
  {
    files: ["test/clients/**"],
    languageOptions: {
      globals: { Buffer: "readonly", fetch: "readonly", require: "readonly", setTimeout: "readonly" },
    },
  },
  // Whoever reads the schema has nothing else: each of its parts says what it is.
  {
    files: ["schema/schema.graphql"],
    plugins: { "@graphql-eslint": graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: `${import.meta.dirname}/schema/schema.graphql` } },
    },
    rules: {
      ...graphql.configs["schema-recommended"].rules,
      ...graphql.configs["schema-relay"].rules,
      // These are values: they belong to a node and have no life of their own. An alphabet is one, too, because a line keeps its own.
      "@graphql-eslint/strict-id-in-types": [
        "error",
        { exceptions: { types: VALUE_TYPES, suffixes: ["Connection", "Edge"] } },
      ],
      // Lists that one agreement or quota bounds are plain: parts, files, tests, bins, refusals, what was deleted.
      "@graphql-eslint/relay-edge-types": [
        "error",
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }, // an alphabet is listed, and is no node
      ],
      // Backward paging is for lines alone: sessions and alphabets are read from the newest on.
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
      "@graphql-eslint/require-description": [
        "error",
        {
          types: true,
          rootField: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],
    },
  },
);
