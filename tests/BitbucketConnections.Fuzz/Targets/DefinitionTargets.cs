using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Declarations;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Export;
using BitbucketConnections.Engine.Json;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Pipelines.Rules;

namespace BitbucketConnections.Fuzz.Targets;

/// <summary>Definition files: reading, checking, comparing and exporting.</summary>
internal static class DefinitionTargets
{
    private static readonly string[] s_seeds = [.. FuzzResources.Files("Definitions"), .. FuzzResources.Lines("definition-texts.txt")];

    private static readonly string[] s_words =
    [
        "pipeline", "stages", "actions", "name", "actionTypeId", "category", "owner", "provider", "version", "configuration", "outputArtifacts", "inputArtifacts", "namespace", "runOrder", "region", "roleArn", "artifactStore",
        "artifactStores", "encryptionKey", "variables", "defaultValue", "triggers", "gitConfiguration", "push", "branches", "includes", "excludes", "filePaths", "pullRequest", "events", "tags", "key", "value", "conditions", "rules",
        "ruleTypeId", "beforeEntry", "onSuccess", "onFailure", "result", "ROLLBACK", "commands", "environmentVariables", "executionMode", "pipelineType", "V2", "metadata", "Resources", "Properties", "Type", "AWS::CodePipeline::Pipeline",
        "Ref", "Fn::Sub", "Fn::GetAtt", "Count", "Value", "System.Object[]", "#{variables.X}", "{{resolve:ssm:x}}", "CodeStarSourceConnection", "CodeBuild", "Manual", "AdditionalMembers", "__type", "**", "example-ws/demo-repo", "main", "BranchName",
    ];

    private static readonly PipelineExporter s_exporter = new();

    /// <summary>Gets the targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new FuzzTarget { Name = "Definition.Read", Weight = 100, Seeds = s_seeds, Words = s_words, Open = () => static input => Definitions.Read(input) },
        new FuzzTarget { Name = "Definition.Mistake", Weight = 40, Seeds = s_seeds, Words = [.. s_words, "//", "/*", "*/", "\u2028", "\\u12g4", "1e+", "-", "0."], Open = () => Mistake },
        new FuzzTarget { Name = "Definition.Check", Weight = 40, Seeds = s_seeds, Words = s_words, Open = () => Check },
        new FuzzTarget { Name = "Definition.Export", Weight = 30, Seeds = s_seeds, Words = s_words, Open = () => Export },
        new FuzzTarget { Name = "Definition.Encoding", Weight = 40, Seeds = s_seeds, Words = ["\ufeff", "\0", "\u00ff\u00fe", "\u00fe\u00ff", "\u00ef\u00bb\u00bf", "\0\0\u00fe\u00ff", "\u00ff\u00fe\0\0"], Open = () => Decode },
        new FuzzTarget { Name = "Definition.FindingPath", Weight = 20, Seeds = ["Stages[0].Actions[1].Configuration['a.b']", "Triggers[0].Push[1].Branches.Includes[0]", "ArtifactStores['eu-west-1'].EncryptionKey"], Words = ["['", "']", "[", "]", ".", "Stages", "Actions"], Open = () => Place },
        new FuzzTarget { Name = "Text.Quoting", Weight = 40, Seeds = [.. FuzzResources.Lines("messages.txt"), "true", "1.0", "- x", "${x}", "%{ if }", "a: b # c"], Words = ["${", "%{", "#", ": ", "- ", "\"", "\\", "\n", "null", "~", "yes", "0x1", "<<EOT", ";", "end", "`"], Open = () => Quote },
    ];

    // The module's own search for a mistake finds one exactly where .NET's parser refuses the text.
    private static void Mistake(string input)
    {
        var isJson = true;
        try
        {
            JsonDocument.Parse(Encoding.UTF8.GetBytes(input), new JsonDocumentOptions { MaxDepth = 100_000, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }).Dispose();
        }
        catch (JsonException)
        {
            isJson = false;
        }

        Wrong.If(isJson != (JsonMistake.Find(input) is null), isJson ? $"{JsonMistake.Find(input)} was found in valid JSON." : "No mistake was found in text that is not JSON.");
    }

    private static void Check(string input)
    {
        var read = DeclarationSpelling.Of(Definitions.Read(input));
        var warnings = new List<Finding>();
        var pipeline = SourceValues.Of(read, warnings);
        var findings = FindingPlace.Add(PipelineValidator.ValidateComplete(pipeline), pipeline);
        _ = DefinitionComparer.Compare(read, pipeline);
        if (findings.Any(finding => !finding.IsWarning))
        {
            throw ServiceException.FromFindings(findings.Where(finding => !finding.IsWarning).ToList(), pipeline.Name);
        }
    }

    private static void Export(string input)
    {
        var pipeline = Definitions.Read(input);
        var json = s_exporter.Export(pipeline, PipelineExportFormat.Json).Text;
        Wrong.If(!Definitions.IsSame(s_exporter.Export(Definitions.Read(json), PipelineExportFormat.Json).Text, json), "An exported definition is another one if it is read again.");
        foreach (var format in new[] { PipelineExportFormat.CloudFormation, PipelineExportFormat.Terraform, PipelineExportFormat.Mermaid })
        {
            Wrong.If(s_exporter.Export(pipeline, format).Text.Length == 0, "An export is empty.");
        }
    }

    // The characters of the input are the bytes of the file.
    private static void Decode(string input) => _ = Definitions.Read(DefinitionFile.Decode(Encoding.Latin1.GetBytes(input)));

    private static void Place(string input)
    {
        _ = FindingPlace.JsonPath(input);
        _ = FindingPlace.Add([new Finding("X", "x", input)], Definitions.WithTriggers());
    }

    private static void Quote(string input)
    {
        _ = HclText.Quote(input);
        _ = HclText.Key(input);
        _ = QuotedText.Write(input);
        _ = MermaidText.Label(input);
        Wrong.If(YamlText.Write(new System.Text.Json.Nodes.JsonObject { [input] = input }, input).Length < input.Length, "YAML is shorter than its text.");
    }
}
