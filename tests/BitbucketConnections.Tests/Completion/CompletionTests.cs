using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class CompletionTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Names_are_completed_and_quoted_if_necessary()
    {
        _shell.Engine.Connections.AddRange([FakeEngine.Connection("web"), FakeEngine.Connection("web's own"), FakeEngine.Connection("api")]);

        Assert.Equal(["web", "'web''s own'"], Complete("Get-BitbucketConnection -Name W"));
        Assert.Equal(["'web''s own'"], Complete("Get-BitbucketConnection -Name 'web''s"));
        Assert.Equal(3, Complete("Get-BitbucketConnection -ConnectionArn arn:").Count);
    }

    [Fact]
    public void Providers_of_the_category_and_owner_are_completed()
    {
        Assert.Equal(["CodeBuild", "DeviceFarm"], Complete("New-BitbucketPipelineAction a -Category test -Provider "));
        Assert.Equal(["GitHub"], Complete("New-BitbucketPipelineAction a -Category source -Owner ThirdParty -Provider "));
        Assert.Equal(["EC2", "ECRBuildAndPublish", "ECS"], Complete("New-BitbucketPipelineAction a -Provider ec"));
        Assert.Equal(["BUILD_GENERAL1_LARGE"], Complete("New-BitbucketPipelineAction a -Command ls -ComputeType build_general1_l"));
    }

    [Fact]
    public void The_configuration_keys_of_the_provider_are_completed()
    {
        const string OpsWorks = "New-BitbucketPipelineAction a -Category deploy -Provider opsworks -Configuration ";
        Assert.Equal(["@{ DeploymentType = ''; StackId = '' }", "@{ DeploymentType = '' }", "@{ StackId = '' }", "@{ AppId = '' }", "@{ LayerId = '' }"], Complete(OpsWorks));
        Assert.Contains("@{ OAuthToken = (Read-Host -AsSecureString) }", Complete("New-BitbucketPipelineAction a -Provider GitHub -Configuration "));
        Assert.Contains("@{ Extract = 'true' }", Complete("New-BitbucketPipelineAction a -Provider S3 -Category Deploy -Owner AWS -Configuration "));
        Assert.Empty(Complete("New-BitbucketPipelineAction a -Provider Mine -Category Test -Owner Custom -Configuration "));
        Assert.Equal(["Canary10Percent5Minutes"], Complete("New-BitbucketPipelineAction a -DeployedLambdaFunction f -DeployStrategy can"));
    }

    [Theory]
    [InlineData(typeof(Completion.RegionCompleter), "eu-w", "eu-west-1,eu-west-2,eu-west-3")]
    [InlineData(typeof(Completion.StatusCompleter), "p", "PENDING")]
    [InlineData(typeof(Completion.ProviderCompleter), "code", "CodeBuild,CodeDeploy,CodeDeployToECS,CodePipeline")]
    [InlineData(typeof(Completion.RuleProviderCompleter), "c", "CloudWatchAlarm,CodeBuild,Commands")]
    [InlineData(typeof(Completion.RuleOperatorCompleter), "", "EQ,CONTAINS,MATCHES,NE")]
    [InlineData(typeof(Completion.AlarmStateCompleter), "o", "OK")]
    [InlineData(typeof(Completion.TimeZoneCompleter), "europe/ber", "Europe/Berlin")]
    [InlineData(typeof(Completion.TimeZoneCompleter), "U", "UTC")]
    [InlineData(typeof(Completion.ComputeTypeCompleter), "build_general1_l", "BUILD_GENERAL1_LARGE")]
    public void Tab_completes_matching_values(Type completer, string word, string expected)
    {
        var results = ((IArgumentCompleter)Activator.CreateInstance(completer)!).CompleteArgument("x", "y", word, null!, new Dictionary<string, object>());
        Assert.Equal(expected, string.Join(",", results.Select(r => r.CompletionText)));
    }

    [Fact]
    public void Every_value_of_a_rule_has_a_description()
    {
        foreach (var completer in new IArgumentCompleter[] { new Completion.RuleOperatorCompleter(), new Completion.AlarmStateCompleter() })
        {
            Assert.All(completer.CompleteArgument("x", "y", string.Empty, null!, new Dictionary<string, object>()), result => Assert.NotEqual(result.CompletionText, result.ToolTip));
        }
    }

    [Fact]
    public void Configurations_of_rules_are_completed_by_their_provider()
    {
        Assert.Equal(
            ["@{ Operator = 'EQ'; Variable = ''; Value = '' }", "@{ Operator = 'EQ' }", "@{ Variable = '' }", "@{ Value = '' }"],
            Complete("New-BitbucketPipelineRule r -Provider variablecheck -Configuration "));
        Assert.Empty(Complete("New-BitbucketPipelineRule r -Provider Commands -Configuration "));
    }

    [Fact]
    public void The_types_of_configurations_have_the_keys_of_the_catalog()
    {
        Assert.Equal(Catalog.ActionCatalog.All.SelectMany(type => type.ConfigurationKeys).Select(key => key.Name).Distinct().Order(StringComparer.Ordinal), Keys(typeof(Catalog.ActionConfigurationTable)));
        Assert.Equal(Catalog.RuleCatalog.All.SelectMany(type => type.Keys).Where(key => !key.IsActionMember).Select(key => key.Name).Distinct().Order(StringComparer.Ordinal), Keys(typeof(Catalog.RuleConfigurationTable)));

        var table = new Catalog.ActionConfigurationTable(new Dictionary<string, object> { ["Own"] = 1 }) { ProjectName = "p" };
        Assert.Equal((1, "p", "p"), (table["Own"], table["ProjectName"], table.ProjectName));

        static IEnumerable<string> Keys(Type table) => table.GetProperties().Where(property => property.DeclaringType == table).Select(property => property.Name).Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("@{ projectName = 'p'; Own = 'x' }")]
    [InlineData("([ordered] @{ projectName = 'p'; Own = 'x' })")]
    [InlineData("$table")]
    public void A_configuration_accepts_every_table(string table)
    {
        _shell.Run("$global:table = @{ projectName = 'p'; Own = 'x' }");

        var action = Assert.Single(_shell.Run($"New-BitbucketPipelineAction a -Provider Mine -Category Test -Owner Custom -Configuration {table}").Of<PipelineAction>());

        Assert.Equal(["Own=x", "projectName=p"], action.Configuration!.Select(entry => $"{entry.Key}={entry.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rules_of_the_pipeline_are_completed()
    {
        _shell.Engine.Rules.AddRange(new[] { "Deploy", "Build" }.Select(stage => new RuleExecution { PipelineName = "demo", PipelineExecutionId = "e1", StageName = stage, RuleName = "Hours", Region = "us-east-1" }));

        Assert.Equal(["Hours"], Complete("Get-BitbucketPipelineRuleExecution demo -RuleName h"));
    }

    [Fact]
    public void Pipelines_are_completed()
    {
        _shell.Engine.Pipelines.Add(FakeEngine.Pipeline("demo", "x"));
        Assert.Equal(["demo"], Complete("Get-BitbucketPipeline -Name "));
    }

    [Fact]
    public void A_failure_or_a_slow_answer_completes_nothing()
    {
        _shell.Engine.Failures["ListConnections"] = new ServiceException(ServiceErrorKind.Service, "no");
        Assert.Empty(Complete("Get-BitbucketConnection -Name "));

        _shell.Engine.Hanging.Add("ListPipelines");
        TimeBound.Within(2, () => Assert.Empty(Complete("Get-BitbucketPipeline -Name ")));

        _shell.Engine.Failures["Open"] = new ServiceException(ServiceErrorKind.RegionNotFound, "no");
        Assert.Empty(Complete("Get-BitbucketPipeline -Name "));
    }

    [Fact]
    public async Task Completion_uses_the_identity_of_the_command_line_and_the_session()
    {
        _shell.Engine.Connections.Add(FakeEngine.Connection("web"));
        _shell.Run("$global:StoredAWSRegion = 'eu-west-1'; $global:StoredAWSCredentials = $given", ("given", new PSCredential("STORED", Binding.Secret.Hide("s3cr3t"))));

        Assert.Equal(["web"], Complete("Get-BitbucketConnection -ProfileName team -ProfileLocation ~/keys -SessionToken t0ken -Name "));

        var settings = _shell.Engine.Settings.Last();
        Assert.Equal(("eu-west-1", "team", "t0ken"), (settings.DefaultRegion, settings.ProfileName, settings.SessionToken));
        Assert.Equal("STORED", (await settings.DefaultCredential!.GetAsync(TestContext.Current.CancellationToken)).AccessKey);
        Assert.Equal(System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "keys"), settings.ProfileLocation);
    }

    [Fact]
    public void Completion_uses_no_other_identity_if_stored_credentials_cannot_be_read()
    {
        _shell.Engine.Connections.Add(FakeEngine.Connection("web"));
        _shell.Run("$global:StoredAWSCredentials = 'team'");

        Assert.Empty(Complete("Get-BitbucketConnection -Name "));
    }

    [Fact]
    public void Profiles_are_completed_from_the_file_on_the_command_line()
    {
        Assert.Equal(["usual", "'my team'"], Complete("Get-BitbucketConnection -ProfileName "));
        Assert.Equal(["/keys"], Complete("Get-BitbucketConnection -ProfileLocation /keys -ProfileName /"));

        _shell.Engine.Failures["ListProfiles"] = new ServiceException(ServiceErrorKind.ProfileInvalid, "no");
        Assert.Empty(Complete("Get-BitbucketConnection -ProfileName "));
    }

    // Uses TabExpansion2, as hosts do. Without a completer, PowerShell completes file names.
    private List<string> Complete(string line) => _shell.Run(
        "[Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.Where({ $_.ResultType -eq 'ParameterValue' }) | ForEach-Object { $_.CompletionText }",
        ("line", line)).Of<string>().ToList();
}
