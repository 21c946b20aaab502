using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using BitbucketConnections.Binding.Attributes;

namespace BitbucketConnections.Tests;

/// <summary>Tests that every parameter of every cmdlet refuses null and empty values. Only a switch clears a setting.</summary>
[Collection("shell")]
public sealed class EmptyArgumentTests : IDisposable
{
    private const string ConnectionArn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/web";

    // They accept empty text and report it with its own id, together with all other findings. No call is made.
    private static readonly HashSet<string> s_ownFinding =
    [
        "New-BitbucketConnection -Name", "New-BitbucketPipeline -Name", "New-BitbucketPipeline -Repository", "New-BitbucketPipeline -Branch",
    ];

    private readonly Shell _shell = new();

    public EmptyArgumentTests()
    {
        Engine.Connections.Add(FakeEngine.Connection("web"));
        Engine.Pipelines.Add(FakeEngine.Pipeline("demo", ConnectionArn));
    }

    private FakeEngine Engine => _shell.Engine;

    public static IEnumerable<TheoryDataRow<string, string>> Parameters() =>
        from cmdlet in Shell.Cmdlets
        from property in ParametersOf(cmdlet.Type)
        select new TheoryDataRow<string, string>(cmdlet.Name, property.Name);

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(Parameters))]
    public void A_parameter_refuses_null_and_empty_and_no_call_is_made(string cmdlet, string parameter)
    {
        var accepted = ValuesFor(PropertyOf(cmdlet, parameter).PropertyType)
            .Where(value => !s_ownFinding.Contains($"{cmdlet} -{parameter}") || value.Value is null or object[] { Length: 0 })
            .Where(value => !IsRefused(cmdlet, parameter, value.Value))
            .Select(value => value.Name);

        Assert.Equal([], accepted);
        Assert.Empty(Engine.Calls);
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public void A_parameter_has_the_rule_and_the_message_says_what_omitting_it_means(string cmdlet, string parameter)
    {
        var property = PropertyOf(cmdlet, parameter);
        if (s_ownFinding.Contains($"{cmdlet} -{parameter}"))
        {
            Assert.All(property.GetCustomAttributes<ParameterAttribute>(), p => Assert.True(p.Mandatory || p.ParameterSetName is "ByInputObject" or "ByDefinitionPath"));
            Assert.NotNull(property.GetCustomAttribute<AllowEmptyStringAttribute>());
            return;
        }

        Assert.DoesNotContain(property.GetCustomAttributes(), a => a is ValidateNotNullOrEmptyAttribute or ValidateNotNullAttribute or AllowEmptyStringAttribute or AllowEmptyCollectionAttribute or AllowNullAttribute);
        if (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null)
        {
            return;
        }

        var rule = property.GetCustomAttribute<ValidateNotEmptyAttribute>();
        Assert.NotNull(rule);
        if (property.GetCustomAttributes<ParameterAttribute>().Any(p => !p.Mandatory))
        {
            Assert.Contains($"mit -{parameter} to ", rule.Remedy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Get-BitbucketPipelineExecution demo -PipelineExecutionId $null", "'PipelineExecutionId'. The value is null or empty. Omit -PipelineExecutionId to get all executions.")]
    [InlineData("Get-BitbucketPipelineExecution demo -PipelineExecutionId 'e1',''", "Element 2 is empty.")]
    [InlineData("Get-BitbucketPipelineExecution demo -Status @()", "Omit -Status to get executions of every status.")]
    [InlineData("Set-BitbucketPipeline demo -Branch $null", "'Branch'. The value is null or empty. Omit -Branch to keep the branch.")]
    [InlineData("Set-BitbucketPipeline demo -Branch '  '", "The value is blank.")]
    [InlineData("Set-BitbucketPipeline demo -EncryptionKeyId ''", "-UseDefaultEncryptionKey")]
    [InlineData("Set-BitbucketPipeline demo -Variable @{}", "-ClearVariable")]
    [InlineData("Set-BitbucketPipeline demo -DetectChanges $null", "Omit -DetectChanges to keep the setting.")]
    [InlineData("Set-BitbucketPipeline demo -Stage $null,@{ name = 'x'; actions = @() }", "Element 1 is null.")]
    [InlineData("@{} | New-BitbucketPipeline", "The value is an empty hashtable. Pipe a connection, a pipeline or definition to copy, or objects with properties such as Name, Repository, Branch and ConnectionName.")]
    [InlineData("'' | New-BitbucketConnection", "The value is empty. Pipe names, or objects with the property Name or ConnectionName.")]
    [InlineData("' ' | Remove-BitbucketPipeline", "The value is blank. Pipe a pipeline, its name or its ARN, or one of its executions or stages.")]
    [InlineData(",@('a', @{}) | Get-BitbucketConnection", "Element 2 is an empty hashtable. Pipe a connection, its name or its ARN.")]
    [InlineData("Start-BitbucketPipeline demo -Variable @{ Commit = $null }", "The value of 'Commit' is null.")]
    public void The_message_names_the_parameter_the_rule_and_the_remedy(string script, string expected)
    {
        var error = Assert.Single(_shell.Run(script).Errors);

        Assert.IsType<ParameterBindingException>(error.Exception, exactMatch: false);
        Assert.Contains(expected, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Engine.Calls);
    }

    [Theory]
    [InlineData("Get-BitbucketPipelineExecution demo -PipelineExecutionId $missing.Id | Stop-BitbucketPipelineExecution")]
    [InlineData("Get-BitbucketPipelineExecution demo -PipelineExecutionId (& { })")]
    [InlineData("$null | Get-BitbucketPipeline")]
    [InlineData("$null | Get-BitbucketConnection")]
    [InlineData("$null | Get-BitbucketPipelineExecution")]
    [InlineData("[pscustomobject]@{ ConnectionArn = $null } | Get-BitbucketConnection")]
    [InlineData("[pscustomobject]@{ ConnectionArn = '' } | Wait-BitbucketConnection")]
    [InlineData("[pscustomobject]@{ PipelineArn = $null } | Get-BitbucketPipeline")]
    [InlineData("[pscustomobject]@{ PipelineArn = $null } | Remove-BitbucketPipeline -Confirm:$false")]
    [InlineData("[pscustomobject]@{ PipelineName = 'demo'; PipelineExecutionId = $null } | Get-BitbucketPipelineExecution")]
    [InlineData("[pscustomobject]@{ PipelineName = 'demo'; PipelineExecutionId = '' } | Wait-BitbucketPipelineExecution")]
    [InlineData("[pscustomobject]@{ PipelineName = 'demo'; PipelineExecutionId = $null } | Stop-BitbucketPipelineExecution")]
    [InlineData("[pscustomobject]@{ PipelineName = 'demo'; StageName = $null; PipelineExecutionId = 'e1' } | Restart-BitbucketPipelineStage")]
    [InlineData("[pscustomobject]@{ PipelineName = 'demo'; StageName = 'Build'; PipelineExecutionId = $null } | Skip-BitbucketPipelineCondition")]
    [InlineData("[pscustomobject]@{ PipelineName = 'demo'; PipelineExecutionId = '' } | Get-BitbucketPipelineRuleExecution")]
    [InlineData("[pscustomobject]@{ PipelineName = 'demo'; StageName = 'Build'; PipelineExecutionId = $null } | Approve-BitbucketPipelineAction")]
    [InlineData("[pscustomobject]@{ PipelineName = 'demo'; ActionName = $null } | Deny-BitbucketPipelineAction")]
    public void An_object_without_an_id_is_an_error_and_never_means_all(string script)
    {
        var result = _shell.Run(script);

        Assert.True(result.Errors.Count == 1 || result.Thrown is not null, result.All());
        Assert.Empty(result.Output);
        Assert.Empty(Engine.Calls);
    }

    [Theory]
    [InlineData("Get-BitbucketConnection web | Get-BitbucketPipeline")]
    [InlineData("Get-BitbucketConnection | New-BitbucketConnection -Region eu-west-1 -AllowDuplicateName -WhatIf")]
    [InlineData("[pscustomobject]@{ Name = 'new'; Tag = $null } | New-BitbucketConnection -WhatIf")]
    [InlineData("Get-BitbucketPipeline demo | Set-BitbucketPipeline -Branch develop -WhatIf")]
    [InlineData("Get-BitbucketPipeline demo | Get-BitbucketPipelineExecution")]
    [InlineData("Get-BitbucketPipeline demo | Get-BitbucketPipelineState")]
    [InlineData("Get-BitbucketPipelineExecution demo | Get-BitbucketPipelineExecution")]
    [InlineData("Get-BitbucketPipelineExecution demo | Wait-BitbucketPipelineExecution")]
    [InlineData("Get-BitbucketPipelineExecution demo | Stop-BitbucketPipelineExecution -WhatIf")]
    [InlineData("$never | Get-BitbucketPipelineState")]
    [InlineData("$never | Undo-BitbucketPipelineStage -WhatIf")]
    [InlineData("$never | Enable-BitbucketPipelineTransition -WhatIf")]
    [InlineData("$never | Start-BitbucketPipeline")]
    public void Objects_with_null_properties_can_be_piped(string script)
    {
        var result = _shell.Run(script, ("never", new StageState { PipelineName = "demo", StageName = "Build", Region = "us-east-1" }));

        Assert.True(result.Errors.Count == 0 && result.Thrown is null, result.All());
        Assert.NotEmpty(Engine.Settings);
    }

    [Theory]
    [InlineData("-UseDefaultEncryptionKey", "", null)]
    [InlineData("-ClearVariable", null, 0)]
    public void Only_a_switch_clears(string parameter, string? key, int? variables)
    {
        Assert.Empty(_shell.Run("Set-BitbucketPipeline demo " + parameter).Errors);

        var changes = Assert.Single(Engine.Changes);
        Assert.Equal((key, variables), (changes.EncryptionKeyId, changes.Variables?.Count));
    }

    [Theory]
    [InlineData("-UseDefaultEncryptionKey -EncryptionKeyId alias/web")]
    [InlineData("-ClearVariable -Variable @{ Stage = 'test' }")]
    [InlineData("-ClearTrigger -Trigger (New-BitbucketPipelineTrigger main)")]
    public void A_switch_that_clears_and_a_value_exclude_each_other(string parameters)
    {
        Assert.Equal(["ClearConflict"], _shell.Run("Set-BitbucketPipeline demo " + parameters).Ids);
        Assert.Empty(Engine.Changes);
    }

    private static IEnumerable<PropertyInfo> ParametersOf(Type cmdlet) => cmdlet.GetProperties()
        .Where(property => property.IsDefined(typeof(ParameterAttribute)) && property.PropertyType != typeof(SwitchParameter));

    private static PropertyInfo PropertyOf(string cmdlet, string parameter) => Shell.Cmdlets.Single(c => c.Name == cmdlet).Type.GetProperty(parameter)!;

    private static IEnumerable<(string Name, object? Value)> ValuesFor(Type type)
    {
        yield return ("$null", null);
        yield return ("''", string.Empty);
        yield return ("@()", Array.Empty<object>());
        if (type == typeof(string) || type == typeof(string[]) || type == typeof(Uri))
        {
            yield return ("' '", " ");
        }

        if (type.IsArray)
        {
            yield return ("@($null)", new object?[] { null });
            yield return ("@('x','')", new object[] { "x", string.Empty });
            yield return ("@('x',$null)", new object?[] { "x", null });
            yield return ("@('x',' ')", new object?[] { "x", " " });
        }

        if (type == typeof(Hashtable) || type == typeof(PipelineVariable[]))
        {
            yield return ("@{}", new Hashtable());
        }

        if (type == typeof(Hashtable))
        {
            yield return ("@{ x = $null }", new Hashtable { ["x"] = null });
        }
    }

    // Every required parameter of the set has a value, so that only the tested one is refused.
    private static object SampleOf(Type type, string name) => name switch
    {
        "PullRequest" => "OPEN",
        "ActionStatus" => "Succeeded",
        _ when type == typeof(SwitchParameter) => true,
        _ when type == typeof(Hashtable) => new Hashtable { ["a"] = "b" },
        _ when type == typeof(Pipeline) || type == typeof(Pipeline[]) => FakeEngine.Pipeline("demo", ConnectionArn),
        _ when type == typeof(Connection[]) => FakeEngine.Connection("web"),
        _ when type == typeof(PipelineAction[]) => FakeEngine.Pipeline("demo", ConnectionArn).Stages[0].Actions[0],
        _ => "x",
    };

    private bool IsRefused(string cmdlet, string parameter, object? value)
    {
        using var shell = _shell.Create();
        var set = shell.AddCommand("Get-Command").AddParameter("Name", cmdlet).Invoke<CommandInfo>().Single().ParameterSets
            .Where(s => s.Parameters.Any(p => p.Name == parameter)).OrderBy(s => s.Parameters.Count(p => p.IsMandatory)).First();
        shell.Commands.Clear();
        shell.AddCommand(cmdlet).AddParameter(parameter, value);
        foreach (var needed in set.Parameters.Where(p => p.IsMandatory && p.Name != parameter))
        {
            shell.AddParameter(needed.Name, SampleOf(needed.ParameterType, needed.Name));
        }

        try
        {
            shell.AddCommand("Out-Null").Invoke();
            return false;
        }
        catch (ParameterBindingException refused)
        {
            // An error about another parameter would prove nothing about this one.
            return refused.ParameterName == parameter;
        }
    }
}
