import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["dist", "build", "python", "**/*.mjs"] },
    ...tseslint.configs.strictTypeChecked,
    { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
    {
        files: ["test/**"],
        rules: {
            // The promises of `test` are the runner's business.
            "@typescript-eslint/no-floating-promises": "off",
        },
    },
);
