// Reads [{text, positions: [[line, character], ...]}] from standard input and writes what dockerfile-language-service
// answers for each: definition, highlights and rename at each position, and the folding ranges of the text.
const {DockerfileLanguageServiceFactory} = require(process.argv[2] + "/dockerfile-language-service");
const {TextDocument} = require(process.argv[2] + "/vscode-languageserver-textdocument");
const service = DockerfileLanguageServiceFactory.createLanguageService();
service.setCapabilities({completion: {completionItem: {}}});
const span = (range) => [range.start.line, range.start.character, range.end.line, range.end.character];
const answers = JSON.parse(require("fs").readFileSync(0, "utf-8")).map(({text, positions}) => ({
    folding: service.computeFoldingRanges(text, true, 10000).map((fold) => [fold.startLine, fold.endLine]),
    places: positions.map(([line, character]) => {
        const document = {uri: "file:///Dockerfile"};
        const at = {line, character};
        const definition = service.computeDefinition(document, text, at);
        const highlights = service.computeHighlightRanges(text, at) || [];
        const edits = service.computeRename(document, text, at, "renamed") || [];
        return {
            definition: definition ? span(definition.range) : null,
            highlights: highlights.map((one) => [...span(one.range), one.kind]),
            edits: edits.map((one) => span(one.range)),
        };
    }),
}));
process.stdout.write(JSON.stringify(answers));
