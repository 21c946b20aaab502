using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Engine.Export;
using BitbucketConnections.Engine.Declarations;

namespace BitbucketConnections.Engine.Tests;

/// <summary>
/// Tests that exported files are read by the parsers of the other tools: a pipeline with every member must lose
/// nothing, with any characters.
/// </summary>
public sealed class PipelineExporterTests
{
    private const string Hostile = "yes: \"${var.x}\" %{if} \\ # end; {a} 'b'\n- 1.0\tü \U0001F680 \u0008\u2028\u0085";

    // Members without an argument in aws_codepipeline, which are written as comments.
    private static readonly string[] s_notOfTerraform = ["blockers", "environmentVariables", "files"];

    [Fact]
    public void JSON_is_the_AWS_CLIs_input_and_is_read_back()
    {
        var pipeline = FilledModel.Of<Pipeline>();

        var json = JsonNode.Parse(Export(pipeline, PipelineExportFormat.Json))!;

        Assert.Equal(["pipeline", "tags"], json.AsObject().Select(m => m.Key));
        Assert.True(JsonNode.DeepEquals(RecordWriter.Write(pipeline), json["pipeline"]));
        Assert.EndsWith("}\n", Export(pipeline, PipelineExportFormat.Json), StringComparison.Ordinal);
    }

    [Fact]
    public void CloudFormation_has_every_member()
    {
        var pipeline = FilledModel.Of<Pipeline>();
        var text = Export(pipeline, PipelineExportFormat.CloudFormation);

        var template = Read("CloudFormation", text);

        var resource = template["Resources"]!.AsObject().Single().Value!;
        Assert.Equal("AWS::CodePipeline::Pipeline", (string)resource["Type"]!);
        var read = Camel(resource["Properties"])!.AsObject();
        Assert.Equal(pipeline.Tags!.Select(tag => $"{tag.Key}={tag.Value}"), read["tags"]!.AsArray().Select(tag => $"{tag!["key"]}={tag["value"]}"));
        Assert.True(read.Remove("tags"));
        var expected = Tree(pipeline);
        var unsupported = new PipelineExporter().Export(pipeline, PipelineExportFormat.CloudFormation).Unsupported;
        var rules = Rules(expected).ToList();
        Assert.Equal(rules.Count, unsupported.Count);
        foreach (var rule in rules)
        {
            // The resource type does not support timeouts of rules. A comment has the value.
            Assert.Contains(
                text.Split('\n'),
                line => line.StartsWith("# AWS::CodePipeline::Pipeline does not support stages.", StringComparison.Ordinal) && line.EndsWith($".rules.{rule["name"]}.timeoutInMinutes. The value: {rule["timeoutInMinutes"]}", StringComparison.Ordinal));
            Assert.Contains(unsupported, path => path.EndsWith($".rules.{rule["name"]}.timeoutInMinutes", StringComparison.Ordinal));
            Assert.True(rule.Remove("timeoutInMinutes"));
        }

        Assert.True(JsonNode.DeepEquals(Sorted(expected), Sorted(read)), $"Expected {Sorted(expected)}\nbut read {Sorted(read)}");
    }

    [Fact]
    public void YAML_is_read_the_same_by_parsers_of_both_versions()
    {
        string[] texts = ["on", "No", "y", "0o17", "017", "1_000", "0b1", "12:30:45", "1e3", ".inf", "~", "null", "2026-11-25", "2026-11-25 10:00:00", "<<", "=", "0x1F", "-1", "+1", "1.", "a: b", "#x", "@x", "`x", "%x", "&x", "*x", "!x", "- x", "? x", ""];
        var source = new PipelineAction
        {
            Name = "A", ActionTypeId = new ActionTypeId { Category = "Source", Owner = "AWS", Provider = "CodeStarSourceConnection", Version = "1" },
            Configuration = texts.Where(text => text.Length > 0).ToDictionary(text => text, text => text),
        };
        var pipeline = new Pipeline
        {
            Name = "app", Region = "us-east-1",
            Variables = texts.Select((text, i) => new PipelineVariable { Name = $"v{i}", DefaultValue = text }).ToList(), Stages = [new PipelineStage { Name = "Source", Actions = [source] }],
        };
        var text = Export(pipeline, PipelineExportFormat.CloudFormation);

        var old = Read("CloudFormationOfYaml11", text);

        Assert.True(JsonNode.DeepEquals(Read("CloudFormation", text), old), old.ToJsonString());
        var configuration = old["Resources"]!.AsObject().Single().Value!["Properties"]!["Stages"]![0]!["Actions"]![0]!["Configuration"]!.AsObject();
        Assert.All(configuration, entry => Assert.Equal(entry.Key, (string)entry.Value!));
        Assert.Equal(texts, old["Resources"]!.AsObject().Single().Value!["Properties"]!["Variables"]!.AsArray().Select(variable => (string)variable!["DefaultValue"]!));
    }

    [Fact]
    public void Terraform_has_every_value_or_a_comment_that_has_it()
    {
        var pipeline = FilledModel.Of<Pipeline>();
        var text = Export(pipeline, PipelineExportFormat.Terraform);

        var read = Values(Read("Terraform", text)["resource"]!["aws_codepipeline"]).ToHashSet();
        var comments = string.Join("\n", text.Split('\n').Where(line => line.TrimStart().StartsWith('#')));

        Assert.Equal(["blockers", "environment_variables"], new PipelineExporter().Export(pipeline, PipelineExportFormat.Terraform).Unsupported.Where(member => !member.StartsWith("unknown", StringComparison.Ordinal) && !member.StartsWith("files of ", StringComparison.Ordinal)));
        Assert.All(pipeline.Tags!, tag => Assert.Contains($"{tag.Key} = \"{tag.Value}\"", text, StringComparison.Ordinal));
        foreach (var (path, value) in Leaves(Tree(pipeline), string.Empty))
        {
            // A template sequence in a string stays a string: the parser returns it escaped.
            var comment = path.Contains(".unknown", StringComparison.Ordinal) ? $"\"of\":[{value}]"
                : s_notOfTerraform.Any(path.Contains) ? JsonValue.Create(value).ToJsonString().Trim('"')
                : null;
            Assert.True(
                comment is not null ? comments.Contains(comment, StringComparison.Ordinal) : read.Contains(value.Replace("${", "$${").Replace("%{", "%%{")),
                $"{path} = {value} is lost in\n{text}");
        }
    }

    [Fact]
    public void Terraform_needs_no_formatting()
    {
        var source = Source("A") with { Configuration = new Dictionary<string, string> { ["é\u0301 key"] = "x", ["y"] = "a = b", ["${z}"] = "{" } };
        Pipeline[] pipelines =
        [
            FilledModel.Of<Pipeline>(),
            new() { Name = "app", Region = "us-east-1", Tags = new Dictionary<string, string> { ["a"] = "1", ["longer key"] = "2" }, Stages = [new PipelineStage { Name = "Source", Actions = [source] }] },
        ];

        foreach (var pipeline in pipelines)
        {
            var text = Export(pipeline, PipelineExportFormat.Terraform);
            Assert.Empty(TerraformFormat.Problems(text));
            TerraformFormat.CheckWithTerraform(text);
        }
    }

    [Theory]
    [InlineData("a {\n  b = 1\n  cc = 2\n}\n", "line 2: the equals signs of lines 2 to 3 are not aligned")]
    [InlineData("a {\n  b  = 1\n  # c\n  cc = 2\n}\n", "line 2: the equals signs of lines 2 to 2 are not aligned")]
    [InlineData("a {\n  b = {\n    c  = 1\n  }\n}\n", "line 3: the equals signs of lines 3 to 3 are not aligned")]
    [InlineData("a {\n b = 1\n}\n", "line 2: the indentation is 1, not 2")]
    [InlineData("a {\n\n  b = 1\n}\n", "line 2: an empty line at the start of a block")]
    [InlineData("a {\n  b = 1 \n}\n", "line 2: spaces at the end")]
    public void The_rules_of_the_format_find_what_Terraform_changes(string text, string problem) => Assert.Contains(problem, TerraformFormat.Problems(text));

    [Fact]
    public void Mermaid_draws_every_stage_and_action()
    {
        var pipeline = FilledModel.Of<Pipeline>();

        var read = Read("Mermaid", Export(pipeline, PipelineExportFormat.Mermaid));

        Assert.Equal(pipeline.Stages.Select(stage => stage.Name), read["boxes"]!.AsArray().Select(box => (string)box!["title"]!));
        var labels = read["nodes"]!.AsArray().Select(node => (string)node!["label"]!).ToList();
        Assert.All(pipeline.Stages.SelectMany(stage => stage.Actions), action => Assert.Contains(labels, label => label.StartsWith(action.Name + "<br>", StringComparison.Ordinal)));
        Assert.NotEmpty(read["edges"]!.AsArray());
    }

    [Theory]
    [InlineData(PipelineExportFormat.CloudFormation)]
    [InlineData(PipelineExportFormat.Terraform)]
    [InlineData(PipelineExportFormat.Mermaid)]
    public void No_character_breaks_a_format(PipelineExportFormat format)
    {
        var pipeline = new Pipeline
        {
            Name = "no.such@name-1",
            Region = "us-east-1",
            RoleArn = "arn:aws:iam::123456789012:role/r",
            Tags = new Dictionary<string, string> { ["on"] = Hostile, ["a: b"] = "1.0" },
            Variables = [new PipelineVariable { Name = "null", DefaultValue = Hostile, Description = "2026-11-25" }],
            Stages = [new PipelineStage { Name = "end", Actions = [Source(Hostile), Source("B", runOrder: 2)] }, new PipelineStage { Name = "S2", Actions = [Source("C")] }],
        };

        var values = Values(Read(format.ToString(), Export(pipeline, format))).ToList();

        if (format != PipelineExportFormat.Mermaid)
        {
            Assert.Equal(3, values.Count(value => value == (format == PipelineExportFormat.Terraform ? Hostile.Replace("${", "$${").Replace("%{", "%%{") : Hostile)));
            Assert.Contains("1.0", values);
            Assert.Contains("2026-11-25", values);
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Terraform_has_the_Region_of_a_store_only_if_there_are_several(int stores, bool isNamed)
    {
        var pipeline = new Pipeline
        {
            Name = "app",
            Region = "us-east-1",
            RoleArn = "arn:aws:iam::123456789012:role/r",
            ArtifactStores = new[] { "us-east-1", "eu-west-1" }.Take(stores).ToDictionary(region => region, region => new ArtifactStore { Location = "bucket-" + region }),
            Stages = [new PipelineStage { Name = "Source", Actions = [Source("A")] }],
        };

        Assert.Equal(isNamed, Export(pipeline, PipelineExportFormat.Terraform).Contains("  region   = \"us-east-1\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Terraform_has_the_output_of_commands_in_blocks_and_no_names()
    {
        var run = new PipelineAction
        {
            Name = "Run", ActionTypeId = new ActionTypeId { Category = "Compute", Owner = "AWS", Provider = "Commands", Version = "1" }, Commands = ["make \"all\"", "echo ${x}"], OutputVariables = ["Version"],
            InputArtifacts = ["SourceArtifact"], OutputArtifacts = [new OutputArtifact { Name = "Out", Files = ["dist/**", "log.txt"] }],
        };
        var pipeline = new Pipeline { Name = "app", Region = "us-east-1", Stages = [new PipelineStage { Name = "Source", Actions = [Source("A")] }, new PipelineStage { Name = "Run", Actions = [run] }] };

        var action = Read("Terraform", Export(pipeline, PipelineExportFormat.Terraform))["resource"]!["aws_codepipeline"]!["app"]![0]!["stage"]![1]!["action"]![0]!;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""[{"name":"Out","files":["dist/**","log.txt"]}]"""), action["output_artifacts_for_compute_action"]));
        Assert.Null(action["output_artifacts"]);
        Assert.Equal(["make \"all\"", "echo $${x}"], action["commands"]!.AsArray().Select(c => (string)c!));
        Assert.Equal("Version", (string)action["output_variables"]![0]!);
    }

    [Fact]
    public void A_flowchart_shows_the_repository_and_the_trigger()
    {
        var pipeline = new Pipeline
        {
            Name = "shop", Region = "us-east-1",
            Stages =
            [
                new PipelineStage { Name = "Source", Actions = [Source("Source")] },
                new PipelineStage { Name = "Build", Actions = [Action("Build", "Build", "CodeBuild"), Action("Lint", "Build", "CodeBuild"), Action("Pack", "Build", "CodeBuild", 2)] },
                new PipelineStage { Name = "Ask", Actions = [Action("Ask", "Approval", "Manual")] },
            ],
        };

        Assert.Equal(
            """
            flowchart LR
              %% shop, V2, SUPERSEDED
              subgraph stage0["Source"]
                s0a0["Source<br/>CodeStarSourceConnection"]
              end
              repository0(["ws/repo"]) -- "push to main" --> s0a0
              subgraph stage1["Build"]
                s1a0["Build<br/>CodeBuild"]
                s1a1["Lint<br/>CodeBuild"]
                s1a2["Pack<br/>CodeBuild"]
              s1a0 & s1a1 --> s1a2
              end
              s0a0 --> s1a0 & s1a1
              subgraph stage2["Ask"]
                s2a0{{"Ask<br/>Manual"}}
              end
              s1a2 --> s2a0

            """.Replace("\r\n", "\n"),
            Export(pipeline, PipelineExportFormat.Mermaid));
    }

    [Fact]
    public void A_flowchart_shows_conditions_and_failure_results()
    {
        var gate = new StageConditions { Conditions = [new StageCondition { Result = "ROLLBACK", Rules = [new StageRule { Name = "Quiet", RuleTypeId = new RuleTypeId { Category = "Rule", Provider = "CloudWatchAlarm" } }] }] };
        var stage = new PipelineStage
        {
            Name = "Deploy", Actions = [Action("Put", "Deploy", "S3")], BeforeEntry = gate, OnSuccess = gate, OnFailure = new StageFailureConditions { Result = "RETRY", RetryMode = "ALL_ACTIONS" },
        };
        var pipeline = new Pipeline { Name = "shop", Region = "us-east-1", Stages = [new PipelineStage { Name = "Source", Actions = [Source("Source")] }, stage] };

        var read = Read("Mermaid", Export(pipeline, PipelineExportFormat.Mermaid));

        var edges = read["edges"]!.AsArray().Select(edge => $"{edge!["start"]} {edge["end"]}").ToList();
        Assert.Equal(["repository0 s0a0", "s0a0 s1entry", "s1a0 s1failure", "s1a0 s1success", "s1entry s1a0"], edges.Order(StringComparer.Ordinal));
        var labels = read["nodes"]!.AsArray().ToDictionary(node => (string)node!["id"]!, node => (string)node!["label"]!);
        Assert.Equal("Before entry<br>Quiet: CloudWatchAlarm<br>else ROLLBACK", labels["s1entry"].Replace("<br/>", "<br>"));
        Assert.Equal("On failure<br>RETRY<br>ALL_ACTIONS", labels["s1failure"].Replace("<br/>", "<br>"));
    }

    [Fact]
    public void A_condition_on_failure_takes_effect_if_its_rules_succeed()
    {
        var rule = new StageRule { Name = "Broken", RuleTypeId = new RuleTypeId { Category = "Rule", Provider = "CloudWatchAlarm" } };
        var stage = new PipelineStage
        {
            Name = "Deploy",
            Actions = [Action("Put", "Deploy", "S3")],
            OnFailure = new StageFailureConditions { Conditions = [new StageCondition { Result = "ROLLBACK", Rules = [rule] }] },
        };

        var text = Export(new Pipeline { Name = "shop", Region = "us-east-1", Stages = [new PipelineStage { Name = "Source", Actions = [Source("Source")] }, stage] }, PipelineExportFormat.Mermaid);

        Assert.Contains("On failure<br/>Broken: CloudWatchAlarm<br/>then ROLLBACK", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wide_flowchart_stays_below_Mermaids_limit_of_edges()
    {
        var wide = Enumerable.Range(0, 50).Select(i => Action($"A{i}", "Build", "CodeBuild")).ToList();
        var pipeline = new Pipeline
        {
            Name = "wide", Region = "us-east-1", Stages = [new PipelineStage { Name = "Source", Actions = [Source("Source")] }, .. Enumerable.Range(0, 3).Select(i => new PipelineStage { Name = $"S{i}", Actions = wide })],
        };

        var edges = Read("Mermaid", Export(pipeline, PipelineExportFormat.Mermaid))["edges"]!.AsArray();

        // One edge to the source, one from it to each first action, and two for each action between the stages.
        Assert.Equal(1 + 50 + (2 * 100), edges.Count);
    }

    [Theory]
    [InlineData("1. Build", "1#46; Build")]
    [InlineData("v1.2", "v1#46;2")]
    [InlineData("a.b", "a.b")]
    [InlineData("- x-y", "#45; x-y")]
    [InlineData("_x_ a_b", "#95;x#95; a_b")]
    [InlineData("\U0001F680", "#128640;")]
    [InlineData("\"#;[]`*", "#34;#35;#59;#91;#93;#96;#42;")]
    public void A_label_is_unchanged(string text, string expected) => Assert.Equal(expected, MermaidText.Label(text));

    private static string Export(Pipeline pipeline, PipelineExportFormat format) => new PipelineExporter().Export(pipeline, format).Text;

    private static JsonObject Tree(Pipeline pipeline)
    {
        var tree = RecordWriter.Write(pipeline);
        tree.Remove("version");
        return tree;
    }

    private static PipelineAction Source(string name, int? runOrder = null) => new()
    {
        Name = name,
        RunOrder = runOrder,
        ActionTypeId = new ActionTypeId { Category = "Source", Owner = "AWS", Provider = PipelineSource.Provider, Version = "1" },
        Configuration = new Dictionary<string, string> { ["FullRepositoryId"] = "ws/repo", ["BranchName"] = "main" },
    };

    private static PipelineAction Action(string name, string category, string provider, int? runOrder = null) =>
        new() { Name = name, RunOrder = runOrder, ActionTypeId = new ActionTypeId { Category = category, Owner = "AWS", Provider = provider, Version = "1" } };

    private static IEnumerable<JsonObject> Rules(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(member => member.Key == "rules" ? member.Value!.AsArray().Select(rule => rule!.AsObject()) : Rules(member.Value)).ToList(),
        JsonArray list => list.SelectMany(Rules).ToList(),
        _ => [],
    };

    // The reverse of the writer: converts CloudFormation names to API names.
    private static JsonNode? Camel(JsonNode? node, string member = "") => node switch
    {
        JsonArray list when member == "artifactStores" => new JsonObject(list.Select(store => new KeyValuePair<string, JsonNode?>((string)store!["Region"]!, Camel(store["ArtifactStore"])))),
        JsonArray list => new JsonArray([.. list.Select(item => Camel(item))]),
        JsonObject part when member == "configuration" => part.DeepClone(),
        JsonObject part => new JsonObject(part.Select(m =>
        {
            var name = char.ToLowerInvariant(m.Key[0]) + m.Key[1..];
            return new KeyValuePair<string, JsonNode?>(name, Camel(m.Value, name));
        })),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject part => new JsonObject(part.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => new KeyValuePair<string, JsonNode?>(member.Key, Sorted(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<string> Values(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(member => Values(member.Value).Append(member.Key)),
        JsonArray list => list.SelectMany(Values),
        null => [],
        _ => [node.ToString()],
    };

    private static IEnumerable<(string Path, string Value)> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject part => part.SelectMany(member => Leaves(member.Value, path + "." + member.Key)),
        JsonArray list => list.SelectMany(item => Leaves(item, path)),
        null => [],
        _ => [(path, node.ToString())],
    };

    private static JsonNode Read(string format, string text)
    {
        var folder = Path.Combine(Root, "tests", "Conformance");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), "The parsers are not installed: run 'npm ci' in tests/Conformance (Node.js 20 or newer).");
        var start = new ProcessStartInfo("node") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.ArgumentList.Add("read-export.mjs");
        start.ArgumentList.Add(format);
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var output = node.StandardOutput.ReadToEndAsync();
        node.StandardInput.Write(text);
        node.StandardInput.Close();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, $"{errors.Result}\n{text}");
        return JsonNode.Parse(output.Result)!;
    }

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "BitbucketConnections.sln")))
            {
                folder = folder.Parent!;
            }

            return folder.FullName;
        }
    }
}
