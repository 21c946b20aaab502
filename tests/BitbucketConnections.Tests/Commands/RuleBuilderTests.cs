using System;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Catalog;
using BitbucketConnections.Commands;

namespace BitbucketConnections.Tests;

/// <summary>Tests the builder of rules, and the conditions of the builder of stages, which make no calls.</summary>
[Collection("shell")]
public sealed class RuleBuilderTests : IDisposable
{
    private const string NewStage = "New-BitbucketPipelineStage s (New-BitbucketPipelineAction a -Approval) ";
    private const string Branch = "New-BitbucketPipelineRule Branch -Variable '#{SourceVariables.BranchName}' -Operator EQ -Value main";
    private const string Hours = "New-BitbucketPipelineRule Hours -Cron '* * 9-16 ? * MON-FRI *'";
    private readonly Shell _shell = new();

    public void Dispose()
    {
        Assert.Empty(_shell.Engine.Settings);
        _shell.Dispose();
    }

    [Theory]
    [InlineData("-AlarmName a", "CloudWatchAlarm", "AlarmName=a")]
    [InlineData("-AlarmName a -AlarmState alarm, Insufficient_Data -WaitTimeInMinutes 20", "CloudWatchAlarm", "AlarmName=a AlarmStates=ALARM,INSUFFICIENT_DATA WaitTime=20")]
    [InlineData("-CodeBuildProject p", "CodeBuild", "ProjectName=p")]
    [InlineData("-CodeBuildProject p -PrimarySource s -BatchEnabled -CombineArtifacts", "CodeBuild", "BatchEnabled=true CombineArtifacts=true PrimarySource=s ProjectName=p")]
    [InlineData("-Cron '0 0 9 ? * MON *' -TimeZone Europe/Berlin", "DeploymentWindow", "Cron=0 0 9 ? * MON * TimeZone=Europe/Berlin")]
    [InlineData("-LambdaFunction f -UserParameter u", "LambdaInvoke", "FunctionName=f UserParameters=u")]
    [InlineData("-Variable '#{n.v}' -Operator matches -Value '^v[0-9]+'", "VariableCheck", "Operator=MATCHES Value=^v[0-9]+ Variable=#{n.v}")]
    [InlineData("-Provider cloudwatchalarm -Configuration @{ AlarmName = 'a'; AlarmStates = 'ok' }", "CloudWatchAlarm", "AlarmName=a AlarmStates=OK")]
    [InlineData("-Provider Future -Configuration @{ Count = 3 }", "Future", "Count=3")]
    [InlineData("-Cron x -Configuration @{ Cron = 'y'; Extra = $true }", "DeploymentWindow", "Cron=y Extra=true")]
    public void A_rule_of_each_type_has_its_configuration(string parameters, string provider, string configuration)
    {
        var rule = Made<StageRule>("New-BitbucketPipelineRule r " + parameters);

        Assert.Equal(("r", "Rule", "AWS", provider, "1"), (rule.Name, rule.RuleTypeId.Category, rule.RuleTypeId.Owner, rule.RuleTypeId.Provider, rule.RuleTypeId.Version));
        Assert.Equal(configuration, string.Join(" ", rule.Configuration!.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}")));
        Assert.Equal((null, null, null, null, null), (rule.Commands, rule.InputArtifacts, rule.RoleArn, rule.Region, rule.TimeoutInMinutes));
    }

    [Fact]
    public void The_commands_of_a_rule_are_outside_its_configuration()
    {
        var rule = Made<StageRule>("New-BitbucketPipelineRule r -Command 'npm ci', 'npm test' -InputArtifact SourceArtifact");

        Assert.Equal("Commands", rule.RuleTypeId.Provider);
        Assert.Equal(["npm ci", "npm test"], rule.Commands!);
        Assert.Equal(["SourceArtifact"], rule.InputArtifacts!);
        Assert.Null(rule.Configuration);
    }

    [Fact]
    public void Environment_variables_of_a_CodeBuild_rule_are_JSON() => Assert.Equal(
        """[{"name":"A","type":"PLAINTEXT","value":"1"}]""",
        Made<StageRule>("New-BitbucketPipelineRule r -CodeBuildProject p -EnvironmentVariable @{ A = 1 }").Configuration!["EnvironmentVariables"]);

    [Fact]
    public void A_type_of_an_environment_variable_that_CodeBuild_does_not_have_is_an_error() =>
        Assert.Equal(["InvalidEnvironmentVariable"], _shell.Run("New-BitbucketPipelineRule r -CodeBuildProject p -EnvironmentVariable @{ A = @{ value = '1'; type = 'SECRET' } }").Ids);

    [Fact]
    public void Common_parameters_of_rules_are_kept()
    {
        var rule = Made<StageRule>("New-BitbucketPipelineRule r -Provider Future -ProviderVersion 2 -Region eu-west-1 -RoleArn arn -TimeoutInMinutes 60");

        Assert.Equal(("2", "eu-west-1", "arn", 60), (rule.RuleTypeId.Version, rule.Region, rule.RoleArn, rule.TimeoutInMinutes));
        Assert.Null(rule.Configuration);
    }

    [Theory]
    [InlineData("-Cron x -AlarmName a")]
    [InlineData("-AlarmName a -WaitTimeInMinutes -1")]
    [InlineData("-AlarmName a -TimeoutInMinutes 4")]
    public void Parameters_that_exclude_each_other_are_refused(string parameters)
    {
        var result = _shell.Run("New-BitbucketPipelineRule r " + parameters);

        Assert.Empty(result.Output);
        Assert.True(result.Errors.Count == 1 || result.Thrown is not null, result.All());
    }

    [Fact]
    public void Every_configuration_parameter_is_a_key_of_the_catalog_and_every_key_a_parameter()
    {
        var parameters = (from property in typeof(NewBitbucketPipelineRuleCommand).GetProperties()
                          from attribute in property.GetCustomAttributes(typeof(ConfigurationKeyAttribute), false).Cast<ConfigurationKeyAttribute>()
                          from parameter in property.GetCustomAttributes(typeof(ParameterAttribute), false).Cast<ParameterAttribute>()
                          select $"{parameter.ParameterSetName} {attribute.Key} {parameter.Mandatory}").ToList();
        var keys = from type in RuleCatalog.All
                   from key in type.Keys
                   where !key.IsActionMember && key.Name != "EnvironmentVariables"
                   select $"{type} {key} {key.IsRequired}";

        Assert.Equal(keys.Order(StringComparer.Ordinal), parameters.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_parameter_of_rules_has_the_name_of_the_same_key_of_actions()
    {
        var wrong = from rule in typeof(NewBitbucketPipelineRuleCommand).GetProperties()
                    from key in rule.GetCustomAttributes(typeof(ConfigurationKeyAttribute), false).Cast<ConfigurationKeyAttribute>()
                    let same = typeof(NewBitbucketPipelineActionCommand).GetProperties().Where(action =>
                        action.GetCustomAttributes(typeof(ConfigurationKeyAttribute), false).Cast<ConfigurationKeyAttribute>().Any(other => other.Key == key.Key)).ToList()
                    where same.Count > 0 && same.TrueForAll(action => action.Name != rule.Name)
                    select rule.Name;

        Assert.Empty(wrong);
    }

    [Fact]
    public void Rules_become_a_condition_with_the_default_result_of_the_gate()
    {
        var stage = Made<PipelineStage>($"$b = {Branch}; $h = {Hours}; {NewStage} -BeforeEntryRule $b, $h -OnSuccessRule $h -OnFailureRule $b");

        Assert.Equal(("FAIL", "FAIL", "ROLLBACK"), Results(stage));
        Assert.Equal(("FAIL {Branch, Hours}", "FAIL {Hours}", "ROLLBACK {Branch}"), (stage.BeforeEntry!.ToString(), stage.OnSuccess!.ToString(), stage.OnFailure!.ToString()));
        Assert.Equal(["Branch", "Hours"], stage.BeforeEntry!.Conditions.Single().Rules.Select(rule => rule.Name));
        Assert.Equal("Hours", stage.OnSuccess!.Conditions.Single().Rules.Single().Name);
        Assert.Equal(("Branch", null, null), (stage.OnFailure!.Conditions!.Single().Rules.Single().Name, stage.OnFailure.Result, stage.OnFailure.RetryMode));
    }

    [Fact]
    public void A_result_of_the_gate_in_any_case_is_sent_in_the_case_of_AWS() => Assert.Equal(
        ("SKIP", "ROLLBACK", "ROLLBACK"),
        Results(Made<PipelineStage>($"$b = {Branch}; {NewStage} -BeforeEntryRule $b -BeforeEntryResult skip -OnSuccessRule $b -OnSuccessResult rollback -OnFailureRule $b -OnFailureResult rollback")));

    [Theory]
    [InlineData("$h", "FAIL")]
    [InlineData("$h, $b", "FAIL")]
    [InlineData("@{ name = 'r'; ruleTypeId = @{ provider = 'DeploymentWindow' } }", "FAIL")]
    [InlineData("$h -BeforeEntryResult SKIP", "SKIP")]
    [InlineData("@{ rules = $h }", "FAIL")]
    [InlineData("@{ rules = $h } -BeforeEntryResult SKIP", "SKIP")]
    [InlineData("@{ rules = $h; result = 'ROLLBACK' }", "ROLLBACK")]
    public void A_condition_parameter_accepts_rules_and_completes_the_result(string value, string result)
    {
        var stage = Made<PipelineStage>($"$h = {Hours}; $b = {Branch}; {NewStage} -BeforeEntryCondition {value}");

        var condition = stage.BeforeEntry!.Conditions.Single();
        Assert.Equal((result, "DeploymentWindow"), (condition.Result, condition.Rules[0].RuleTypeId.Provider));
    }

    [Fact]
    public void A_rule_from_a_hashtable_or_a_job_is_read_in_the_spelling_of_AWS()
    {
        var stage = Made<PipelineStage>(
            $"$h = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(({Hours}), 5)); {NewStage} -BeforeEntryRule $h, @{{ Name = 'r'; RuleTypeId = @{{ provider = 'variablecheck'; owner = 'aws' }}; Configuration = @{{ Operator = 'EQ' }} }}");

        var rules = stage.BeforeEntry!.Conditions.Single().Rules;
        Assert.Equal([("Hours", "DeploymentWindow"), ("r", "VariableCheck")], rules.Select(rule => (rule.Name, rule.RuleTypeId.Provider)));
        Assert.Equal(("AWS", "Rule", "1"), (rules[1].RuleTypeId.Owner, rules[1].RuleTypeId.Category, rules[1].RuleTypeId.Version));
        Assert.Equal("* * 9-16 ? * MON-FRI *", rules[0].Configuration!["Cron"]);
    }

    [Theory]
    [InlineData("-OnSuccessRule $h -OnSuccessCondition $h", "ConditionParametersConflict", "-OnSuccessCondition and -OnSuccessRule both define the condition OnSuccess. Specify one of them.")]
    [InlineData("-OnSuccessCondition @{ result = 'FAIL'; rules = $h } -OnSuccessResult FAIL", "ConditionParametersConflict", "-OnSuccessCondition has the result FAIL, so -OnSuccessResult can't be used. Specify the result once.")]
    [InlineData("-BeforeEntryResult SKIP", "ConditionRuleMissing", "-BeforeEntryResult requires the rules of the condition. Specify -BeforeEntryRule.")]
    [InlineData("-OnFailureResult ROLLBACK", "ConditionRuleMissing", "-OnFailureResult requires the rules of the condition. Specify -OnFailureRule.")]
    public void Parameters_of_a_gate_that_do_not_fit_are_an_error(string parameters, string id, string message)
    {
        var result = _shell.Run($"$h = {Hours}; {NewStage} {parameters}");

        Assert.Equal([id], result.Ids);
        Assert.Equal(message, result.Errors[0].ToString());
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("-BeforeEntryCondition @{ rules = $h }, @{ rules = $h }", "one condition of each kind, not 2")]
    [InlineData("-BeforeEntryCondition $h, @{ rules = $h }", "one condition of each kind, not 2")]
    [InlineData("-BeforeEntryRule @{ name = 'r' }", "The member 'ruleTypeId' of a rule is required")]
    [InlineData("-BeforeEntryRule @{ name = 'r'; ruleTypeId = @{ provider = 'x' }; wrong = 1 }", "has no member 'wrong'")]
    [InlineData("-OnSuccessRule $h -OnSuccessResult SKIP", "OnSuccessResult")]
    [InlineData("-OnFailureRule $h -OnFailureResult FAIL", "OnFailureResult")]
    public void A_value_that_is_not_a_rule_or_a_result_is_refused(string parameters, string message)
    {
        var result = _shell.Run($"$h = {Hours}; {NewStage} {parameters}");

        Assert.Empty(result.Output);
        Assert.Contains(message, result.All(), StringComparison.Ordinal);
    }

    private static (string? BeforeEntry, string? OnSuccess, string? OnFailure) Results(PipelineStage stage) =>
        (stage.BeforeEntry!.Conditions.Single().Result, stage.OnSuccess!.Conditions.Single().Result, stage.OnFailure!.Conditions!.Single().Result);

    private T Made<T>(string script)
    {
        var result = _shell.Run(script);
        Assert.True(result.Errors.Count == 0 && result.Thrown is null, result.All());
        return Assert.Single(result.Of<T>());
    }
}
