using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using BitbucketConnections.Binding.Definitions;
using BitbucketConnections.Catalog;
using BitbucketConnections.Commands;

namespace BitbucketConnections.Tests;

/// <summary>Compares the parameters of New-BitbucketPipelineAction with the catalog, so that no type and no key of it can be forgotten.</summary>
[Collection("shell")]
public sealed class ActionCatalogCommandTests : IDisposable
{
    // The types without a parameter set, and why. -Provider creates them.
    private static readonly Dictionary<string, string> s_generic = new()
    {
        ["Deploy AWS OpsWorks"] = "the service is retired",
        ["Source ThirdParty GitHub"] = "it is not a type of AWS, and its configuration contains a secret",
    };

    private readonly Shell _shell = new();

    public static IEnumerable<TheoryDataRow<string>> TypesWithSet() => ActionCatalog.All.Select(NameOf).Where(name => !s_generic.ContainsKey(name)).Select(name => new TheoryDataRow<string>(name));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Only_types_with_a_reason_have_no_parameter_set() =>
        Assert.Equal(s_generic.Keys.Order(StringComparer.Ordinal), ActionCatalog.All.Where(type => SetOf(type) is null).Select(NameOf).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(TypesWithSet))]
    public void Each_key_of_a_type_is_written_by_a_parameter(string name)
    {
        var type = ActionCatalog.All.Single(known => NameOf(known) == name);
        var result = _shell.Run("New-BitbucketPipelineAction a -OutputArtifact o " + string.Join(" ", ParametersOf(type).Select(p => Argument(type, p))));
        Assert.True(result.Errors.Count == 0 && result.Thrown is null, result.All());
        var action = Assert.Single(result.Of<PipelineAction>());

        Assert.Equal(name, $"{action.ActionTypeId.Category} {action.ActionTypeId.Owner} {action.ActionTypeId.Provider}");
        Assert.Equal(type.Keys.Select(key => key.Name).Order(StringComparer.Ordinal), Written(action).Order(StringComparer.Ordinal));
        Assert.All(type.ConfigurationKeys, key =>
        {
            Assert.NotEmpty(action.Configuration![key.Name]);
            Assert.All(key.ElementsOf(action.Configuration[key.Name]), value => Assert.True(key.AllowedValues.Count == 0 || key.AllowedValues.Contains(value), $"{key}={value}"));
        });
    }

    [Theory]
    [MemberData(nameof(TypesWithSet))]
    public void Each_required_key_is_a_mandatory_parameter_or_has_a_default(string name)
    {
        var type = ActionCatalog.All.Single(known => NameOf(known) == name);
        var parameters = ParametersOf(type).Where(p => p.GetCustomAttributes<ParameterAttribute>().Any(a => a.ParameterSetName == SetOf(type) && a.Mandatory)
            || p.GetCustomAttribute<ConfigurationKeyAttribute>()?.IsAlwaysWritten == true);
        var result = _shell.Run("New-BitbucketPipelineAction a " + string.Join(" ", parameters.Select(p => Argument(type, p))));

        Assert.True(result.Errors.Count == 0 && result.Thrown is null, result.All());
        Assert.Empty(type.Keys.Where(key => key.IsRequired).Select(key => key.Name).Except(Written(Assert.Single(result.Of<PipelineAction>()))));
    }

    private static string NameOf(ActionTypeFacts type) => $"{type.Category} {type.Owner} {type.Provider}";

    private static string? SetOf(ActionTypeFacts type) => NameOf(type) == "Test AWS CodeBuild"
        ? ActionParameterSets.CodeBuild
        : ActionParameterSets.BySet.SingleOrDefault(set => ActionCatalog.Find(set.Value) == type).Key;

    // The parameters of the set. CodeBuild as a test does not have all keys of CodeBuild as a build.
    private static IEnumerable<PropertyInfo> ParametersOf(ActionTypeFacts type) =>
        from property in typeof(NewBitbucketPipelineActionCommand).GetProperties()
        where property.GetCustomAttributes<ParameterAttribute>().Any(a => a.ParameterSetName == SetOf(type))
        where property.GetCustomAttribute<ConfigurationKeyAttribute>() is not { } key || type.FindKey(key.Key) is not null
        where property.Name != nameof(NewBitbucketPipelineActionCommand.AsTest) || type.Category == "Test"
        select property;

    private static IEnumerable<string> Written(PipelineAction action) =>
        (action.Configuration?.Keys ?? [])
            .Concat(action.Commands is null ? [] : ["commands"])
            .Concat(action.OutputVariables is null ? [] : ["outputVariables"])
            .Concat(action.OutputArtifacts.Any(artifact => artifact.Files is not null) ? ["files"] : [])
            .Concat(action.EnvironmentVariables is null ? [] : ["environmentVariables"]);

    private static string Argument(ActionTypeFacts facts, PropertyInfo parameter)
    {
        var key = parameter.GetCustomAttribute<ConfigurationKeyAttribute>() is { } attribute ? facts.FindKey(attribute.Key) : null;
        var text = key is { AllowedValues.Count: > 0 } ? key.AllowedValues[0] : parameter.Name == "Repository" ? "ws/repo" : "x";
        var type = Nullable.GetUnderlyingType(parameter.PropertyType) ?? parameter.PropertyType;
        return $"-{parameter.Name}" + (type == typeof(SwitchParameter) ? string.Empty
            : type == typeof(bool) ? " $true"
            : type == typeof(Hashtable) ? (parameter.Name == "ImageContainer" ? " @{ a = 1; b = 2; c = 3; d = 4 }" : " @{ a = 'b' }")
            : type == typeof(int) || type == typeof(double) ? " " + Convert.ToString(parameter.GetCustomAttribute<ValidateRangeAttribute>()?.MinRange ?? 1, CultureInfo.InvariantCulture)
            : type.IsArray ? $" '{text}', '{text}'"
            : $" '{text}'");
    }
}
