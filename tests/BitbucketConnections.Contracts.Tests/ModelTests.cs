using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace BitbucketConnections.Contracts.Tests;

/// <summary>The rules for all models.</summary>
public sealed class ModelTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // The members that the compiler or the equality rule adds to a record.
    private static readonly string[] s_ofRecords = ["Equals", "GetHashCode", "ToString", "<Clone>$", "op_Equality", "op_Inequality"];

    // Settings are compared by value, because they are keys of sessions. Commands do not write them.
    private static readonly IReadOnlyList<Type> s_models = typeof(Pipeline).Assembly.GetExportedTypes()
        .Where(type => type.IsClass && type.GetMethod("<Clone>$") is not null && type != typeof(SessionSettings)).ToList();

    // The input and output types of commands. Their parts are found from them.
    private static readonly Type[] s_roots =
    [
        typeof(Connection), typeof(ConnectionUsage), typeof(Pipeline), typeof(PipelineExecution), typeof(ActionExecution), typeof(RuleExecution), typeof(StageState), typeof(ServiceRole),
        typeof(Tag), typeof(TriggerDecision), typeof(SandboxInfo), typeof(SandboxLimits), typeof(SandboxPushResult), typeof(RepositoryEvent), typeof(PipelineCreation), typeof(DefinitionDifference), typeof(ReviewerAssociation), typeof(CheckResult), typeof(PipelineLogEvent),
    ];

    public static TheoryData<Type> Models => new(s_models);

    [Fact]
    public void Every_model_and_every_part_of_one_is_a_sealed_record()
    {
        var reached = Parts(s_roots).ToList();

        Assert.Equal(reached.Select(type => type.Name).Order(), s_models.Select(type => type.Name).Order());
        Assert.All(s_models, type => Assert.True(type.IsSealed, type.Name));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_equals_only_itself(Type model)
    {
        var one = FilledModel.Of(model);
        var copy = model.GetMethod("<Clone>$")!.Invoke(one, null)!;

        Assert.Equal(FilledModel.Values(one), FilledModel.Values(copy));
        Assert.NotSame(one, copy);
        Assert.True(one.Equals(one));
        Assert.False(one.Equals(copy));
        Assert.True(Typed(one, one));
        Assert.False(Typed(one, copy));
        Assert.False(Typed(one, null));
        Assert.True((bool)model.GetMethod("op_Inequality")!.Invoke(null, [one, copy])!);
        Assert.Equal(RuntimeHelpers.GetHashCode(one), one.GetHashCode());
        Assert.Equal(RuntimeHelpers.GetHashCode(copy), copy.GetHashCode());

        bool Typed(object first, object? second) => (bool)model.GetMethod("Equals", [model])!.Invoke(first, [second])!;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_text_of_a_model_has_its_name_and_never_its_members(Type model)
    {
        var text = FilledModel.Of(model).ToString()!;

        Assert.False(model.GetMethod("ToString", Type.EmptyTypes)!.IsDefined(typeof(CompilerGeneratedAttribute)), model.Name);
        Assert.DoesNotContain(" { ", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void No_property_prints_the_name_of_a_type(Type model)
    {
        var filled = FilledModel.Of(model);
        foreach (var property in model.GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            var value = property.GetValue(filled);
            var items = value is System.Collections.IEnumerable list and not string ? list.Cast<object>() : [value!];
            Assert.All(items, item => Assert.DoesNotContain(item?.GetType().FullName ?? "no type", $"{item}", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(typeof(PipelineAction))]
    [InlineData(typeof(StageRule))]
    [InlineData(typeof(RuleExecution))]
    public void A_configuration_hides_its_secrets_only_as_the_text_of_a_property(Type model)
    {
        var values = new Dictionary<string, string> { ["OAuthToken"] = "t0ken-of-a-view", ["Repo"] = "shop" };
        var filled = FilledModel.Of(model);
        model.GetProperty("Configuration")!.SetValue(filled, values);
        var configuration = (IReadOnlyDictionary<string, string>)model.GetProperty("Configuration")!.GetValue(filled)!;

        Assert.Equal(values, configuration);
        Assert.Equal(["[OAuthToken, ***]", "[Repo, shop]"], ((System.Collections.IEnumerable)configuration).Cast<object>().Select(entry => entry.ToString()!.Replace("****", "***", StringComparison.Ordinal)));
        Assert.Equal("t0ken-of-a-view", ((System.Collections.IDictionary)configuration)["OAuthToken"]);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Records_add_no_properties_and_no_methods(Type model)
    {
        Assert.Equal(
            model == typeof(ConnectionUsage) ? ["Of"] : [],
            model.GetMethods(Declared).Where(method => !method.Name.StartsWith("get_", StringComparison.Ordinal) && !method.Name.StartsWith("set_", StringComparison.Ordinal)).Select(method => method.Name).Except(s_ofRecords));
        Assert.DoesNotContain(model.GetProperties(Declared), property => property.Name == "EqualityContract");
        Assert.Empty(Assert.Single(model.GetConstructors()).GetParameters());
    }

    [Fact]
    public void The_test_models_have_all_members()
    {
        foreach (var model in s_models)
        {
            var filled = FilledModel.Of(model);

            Assert.All(FilledModel.Settable(model), property => Assert.NotNull(property.GetValue(filled)));
            Assert.All(FilledModel.Settable(model), property => Assert.Contains(FilledModel.Values(filled).Keys, path => path.StartsWith(property.Name, StringComparison.Ordinal)));
        }
    }

    private static HashSet<Type> Parts(IEnumerable<Type> types)
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>(types);
        while (open.TryDequeue(out var type))
        {
            if (type.IsGenericType || Nullable.GetUnderlyingType(type) is not null)
            {
                Array.ForEach(type.GetGenericArguments(), open.Enqueue);
            }
            else if (type.Assembly == typeof(Pipeline).Assembly && type.IsClass && found.Add(type))
            {
                Array.ForEach(type.GetProperties(), property => open.Enqueue(property.PropertyType));
            }
        }

        return found;
    }
}
