using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Contracts.Tests;

/// <summary>The catalog with its tables, data and sources.</summary>
public sealed class CatalogTests
{
    private static readonly Regex s_placeholder = new(@"\{([A-Za-z0-9]+)\}");
    private static readonly Regex s_logGroup = new("/[a-z0-9-]+/codepipeline/");
    private static readonly string[] s_placeholders = ["partition", "region", "account", "pipelineName", "SecretArn", "StateMachineExecutionArn"];

    private static IEnumerable<PermissionFacts> Permissions() => ActionCatalog.All.SelectMany(type => type.Permissions).Concat(RuleCatalog.All.SelectMany(type => type.Permissions));

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "BitbucketConnections.sln")))
            {
                folder = folder.Parent ?? throw new DirectoryNotFoundException("The root of the repository was not found.");
            }

            return folder.FullName;
        }
    }

    // ListActionTypes as recorded from AWS: the keys with * are required; keys in the recorded order.
    public static IEnumerable<TheoryDataRow<string, string, string, string>> Recorded() => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "RecordedActionTypes.txt"))
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(" | "))
        .Select(parts => new TheoryDataRow<string, string, string, string>(parts[0], parts[1], parts[2], parts.Length > 3 ? parts[3] : string.Empty));

    public static IEnumerable<TheoryDataRow<string>> Files() => [new("action-types.json"), new("rule-types.json")];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_row_matches_the_list_of_AWS(string type, string inputs, string outputs, string keys)
    {
        var row = ActionCatalog.All.Single(row => row.Owner == "AWS" && row.ToString() == type);

        Assert.Equal((inputs, outputs), ($"{row.Inputs.Minimum}-{row.Inputs.Maximum}", $"{row.Outputs.Minimum}-{row.Outputs.Maximum}"));
        Assert.Equal(keys, string.Join(" ", row.ConfigurationKeys.Select(key => key.Name + (key.IsRequired ? "*" : string.Empty))));
        Assert.True(row.AreKeysComplete);
    }

    [Fact]
    public void Every_AWS_row_is_in_the_recorded_list_and_other_rows_are_marked_as_incomplete()
    {
        Assert.Equal(Recorded().Select(row => row.Data.Item1).Order(), ActionCatalog.All.Where(row => row.Owner == "AWS").Select(row => row.ToString()).Order());
        Assert.Equal(["Source/GitHub"], ActionCatalog.All.Where(row => !row.AreKeysComplete).Select(row => row.ToString()));
        Assert.Equal(["OAuthToken"], ActionCatalog.All.SelectMany(row => row.Keys).Where(key => key.IsSecret).Select(key => key.Name));
        Assert.Equal(
            ["Build/ECRBuildAndPublish", "Compute/Commands", "Deploy/EC2", "Deploy/EKS", "Deploy/Lambda", "Invoke/CodePipeline", "Invoke/InspectorScan"],
            ActionCatalog.All.Where(row => row.IsV2Only).Select(row => row.ToString()).Order());
    }

    [Fact]
    public void Regions_are_codes() =>
        Assert.All(ActionCatalog.All.SelectMany(row => row.UnavailableRegions), region => Assert.Matches("^[a-z]{2}(-[a-z]+)+-[0-9]$", region));

    [Fact]
    public void Regions_without_connection_sources_are_not_in_the_table_of_connection_Regions() => Assert.Empty(
        ActionCatalog.Find("Source", "AWS", PipelineSource.Provider, "1")!.UnavailableRegions.Intersect(ConnectionRegions.All.Select(region => region.Name)));

    [Fact]
    public void Permission_templates_use_only_the_partition_and_known_values()
    {
        var rows = ActionCatalog.All.Select(row => (row.ToString(), row.Keys, row.Permissions)).Concat(RuleCatalog.All.Select(row => (row.ToString(), row.Keys, row.Permissions)));
        foreach (var (name, keys, permissions) in rows)
        {
            var texts = permissions.SelectMany(p => p.Resources.Concat(p.Condition is { } condition ? condition.Values.Append(condition.Key) : [])).ToList();
            Assert.DoesNotContain(texts, text => text.StartsWith("arn:", StringComparison.Ordinal) && !text.StartsWith("arn:{partition}:", StringComparison.Ordinal));
            Assert.All(
                texts.SelectMany(text => s_placeholder.Matches(text).Cast<Match>()).Select(match => match.Groups[1].Value),
                value => Assert.True(s_placeholders.Contains(value) || keys.Any(key => key.Name == value), $"{name}: {{{value}}} is not known."));
            Assert.All(permissions.SelectMany(p => p.Actions), action => Assert.Matches("^[a-z0-9-]+:([A-Za-z]+|\\*)$", action));
            Assert.All(
                permissions.SelectMany(p => p.When).Concat(keys.SelectMany(key => key.RequiredWhen)).Where(condition => condition.Key is not null),
                condition => Assert.Contains(keys, key => key.Name == condition.Key));
            Assert.All(keys, key => Assert.False(key.IsRequired && key.RequiredWhen.Count > 0));
        }
    }

    [Fact]
    public void A_permission_with_a_wildcard_has_a_reason_and_others_have_none() => Assert.All(Permissions(), permission =>
    {
        // Executions have no name before they start, and names of secrets end with characters of Secrets Manager.
        var isOpen = permission.Resources.Concat(permission.Actions).Any(text => text.Contains('*', StringComparison.Ordinal) || text is "{SecretArn}" or "{StateMachineExecutionArn}");
        Assert.Equal((permission.Sid, isOpen), (permission.Sid, permission.Reason is { Length: > 10 }));
    });

    [Fact]
    public void Permissions_have_the_same_Sid_exactly_if_they_have_the_same_actions_and_condition()
    {
        static string Form(PermissionFacts permission) => string.Join(" ", permission.Actions.Order(StringComparer.Ordinal))
            + (permission.Condition is { } condition ? $" {condition.Operator} {condition.Key} {string.Join(" ", condition.Values)}" : string.Empty);

        // The Sid of a condition on a tag has a hash of the tag, so statements with the same Sid in the catalog differ in the policy.
        var fixedForms = Permissions().Where(permission => permission.Sid != "AllowRunCommand").ToList();
        Assert.All(fixedForms.GroupBy(permission => permission.Sid), same => Assert.Single(same.Select(Form).Distinct()));
        Assert.All(fixedForms.GroupBy(Form), same => Assert.Single(same.Select(permission => permission.Sid).Distinct()));
        Assert.All(Permissions(), permission => Assert.Matches("^Allow[A-Za-z0-9]+$", permission.Sid));
        Assert.All(Permissions(), permission => Assert.Subset(permission.Actions.ToHashSet(), permission.Occasional.ToHashSet()));
    }

    [Fact]
    public void A_key_whose_value_is_an_ARN_has_the_narrowest_pattern()
    {
        var whole = ActionCatalog.All.SelectMany(type => type.Keys.Where(key => type.Permissions.SelectMany(p => p.Resources).Contains($"{{{key.Name}}}"))).ToList();

        Assert.True(whole.Count >= 7, $"Only {whole.Count} keys.");
        Assert.All(whole.Where(key => key.Name != "ConnectionArn"), key => Assert.Contains("{account}", key.ArnPattern, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Build", "CodeBuild", "codebuild:StopBuild")]
    [InlineData("Deploy", "CodeDeployToECS", "ecs:TagResource")]
    [InlineData("Deploy", "EC2", "ssm:SendCommand")]
    [InlineData("Invoke", "InspectorScan", "inspector-scan:ScanSbom")]
    public void A_row_has_the_permission(string category, string provider, string action) =>
        Assert.Contains(ActionCatalog.Find(category, "AWS", provider, "1")!.Permissions, p => p.Actions.Contains(action));

    [Theory]
    [InlineData("CloudWatchAlarm", "cloudwatch:DescribeAlarms", "arn:{partition}:cloudwatch:{region}:{account}:alarm:{AlarmName}")]
    [InlineData("LambdaInvoke", "lambda:InvokeFunction", "arn:{partition}:lambda:{region}:{account}:function:{FunctionName}")]
    public void A_rule_has_the_permissions_for_its_calls(string provider, string action, string resource)
    {
        var permission = Assert.Single(RuleCatalog.Find(provider)!.Permissions);
        Assert.Equal((action, resource), (Assert.Single(permission.Actions), Assert.Single(permission.Resources)));
    }

    [Fact]
    public void Lambda_deployments_can_write_to_both_log_groups() => Assert.Equal(
        ["/aws/codepipeline/", "/us-east-1/codepipeline/"],
        ActionCatalog.Find("Deploy", "AWS", "Lambda", "1")!.Permissions.SelectMany(p => p.Resources).Where(r => r.Contains(":log-group:", StringComparison.Ordinal))
            .Select(r => s_logGroup.Match(r).Value).Distinct().Order());

    [Fact]
    public void No_method_is_so_large_that_it_delays_a_command()
    {
        const BindingFlags Own = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var sizes = typeof(ActionCatalog).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(Own).Concat<MethodBase>(type.GetConstructors(Own)))
            .Select(method => (Name: $"{method.DeclaringType!.Name}.{method.Name}", Size: method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0));

        Assert.DoesNotContain(sizes, method => method.Size > 8000);
    }

    [Fact]
    public void A_type_is_found_by_its_whole_id_or_without_its_version()
    {
        Assert.All(ActionCatalog.All, type =>
        {
            Assert.Same(type, ActionCatalog.Find(type.Category, type.Owner, type.Provider, type.Version));
            Assert.Same(type, ActionCatalog.FindAnyVersion(new ActionTypeId { Category = type.Category, Owner = type.Owner, Provider = type.Provider, Version = "99" }));
            Assert.Null(ActionCatalog.Find(type.Category, type.Owner, type.Provider, "99"));
            Assert.Null(ActionCatalog.FindAnyVersion(new ActionTypeId { Category = type.Category, Owner = "Custom", Provider = type.Provider, Version = type.Version }));
        });
    }

    [Fact]
    public void Only_rules_that_can_skip_a_stage_have_that_result() =>
        Assert.Equal(["LambdaInvoke", "VariableCheck"], RuleCatalog.All.Where(row => row.BeforeEntryResults.Contains("SKIP")).Select(row => row.Provider).Order());

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_row_has_sources_and_decides_open_questions(string file)
    {
        var rows = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "src", "BitbucketConnections.Contracts", "Catalog", file)))!.AsArray();
        foreach (var row in rows)
        {
            Assert.NotEmpty(row!["sources"]!.AsArray());
            Assert.Matches("^20[0-9]{2}-[0-9]{2}-[0-9]{2}$", (string)row["transcribed"]!);
            Assert.All(
                new[] { "unknown", "disagreement" }.SelectMany(member => row[member]?.AsArray() ?? []),
                open => Assert.False(string.IsNullOrEmpty((string?)open!["decided"]), $"{row["provider"]}: {open} is not decided."));
        }
    }

    [Theory]
    [InlineData("build", "aws", "codebuild", "Build AWS CodeBuild")]
    [InlineData("DEPLOY", "custom", "codebuild", "Deploy Custom codebuild")]
    [InlineData("Guess", "AWS", "s3", "Guess AWS s3")]
    public void A_type_gets_the_spelling_of_AWS_and_an_unknown_type_is_unchanged(string category, string owner, string provider, string expected)
    {
        var type = ActionCatalog.Spell(new ActionTypeId { Category = category, Owner = owner, Provider = provider, Version = "1" });
        Assert.Equal(expected, $"{type.Category} {type.Owner} {type.Provider}");
    }

    [Theory]
    [InlineData("RegistryType is public", "public", true)]
    [InlineData("RegistryType is public", "PUBLIC", true)]
    [InlineData("RegistryType is public", null, false)]
    [InlineData("RegistryType is not public", null, true)]
    [InlineData("RegistryType is not public", "private", true)]
    [InlineData("RegistryType is set", "x", true)]
    [InlineData("RegistryType is not set", "x", false)]
    [InlineData("at most 0 input artifacts", null, false)]
    [InlineData("an environment variable of the type SECRETS_MANAGER", null, true)]
    public void A_condition_holds_for_an_action(string text, string? value, bool holds)
    {
        CatalogCondition[] conditions =
        [
            new() { Key = "RegistryType", Values = ["public"] }, new() { Key = "RegistryType", Values = ["public"], IsNegated = true },
            new() { Key = "RegistryType" }, new() { Key = "RegistryType", IsNegated = true }, new() { MaximumInputs = 0 }, new() { EnvironmentVariableType = "SECRETS_MANAGER" },
        ];
        var action = new PipelineAction
        {
            Name = "a",
            ActionTypeId = new ActionTypeId { Category = "Build", Owner = "AWS", Provider = "ECRBuildAndPublish", Version = "1" },
            Configuration = value is null ? null : new Dictionary<string, string> { ["RegistryType"] = value },
            InputArtifacts = ["SourceArtifact"],
            EnvironmentVariables = [new ActionEnvironmentVariable { Name = "S", Value = "s", Type = "SECRETS_MANAGER" }],
        };

        Assert.Equal(holds, conditions.Single(condition => condition.ToString() == text).Holds(action));
    }
}
