using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace BitbucketConnections.Tests;

/// <summary>
/// Tests that every parameter of every cmdlet says what Tab offers. Without that, PowerShell offers the files of the current folder.
/// Tests of the packed module press Tab at each of them.
/// </summary>
public sealed class EveryParameterTests
{
    // The file or folder to write, and the credentials file.
    private static readonly string[] s_files = ["Path", "ProfileLocation"];

    [Fact]
    public void Every_parameter_has_a_completer_unless_a_file_is_meant()
    {
        var silent = Parameters().Where(parameter => !HasChoices(parameter)).ToList();

        Assert.All(silent, parameter => Assert.True(
            s_files.Contains(parameter.Name), $"Tab offers files for -{parameter.Name} of {parameter.DeclaringType!.Name}. Add an [ArgumentCompleter], or [CompletesNothing] for free text."));
        Assert.Equal(s_files.Order(), silent.Select(parameter => parameter.Name).Distinct().Order());
    }

    [Fact]
    public void A_parameter_with_fixed_values_has_no_completer_of_nothing() => Assert.All(
        Parameters().Where(parameter => HasFixedValues(parameter)), parameter => Assert.Empty(parameter.GetCustomAttributes<Completion.CompletesNothingAttribute>()));

    private static IEnumerable<PropertyInfo> Parameters() =>
        Shell.Cmdlets.SelectMany(cmdlet => cmdlet.Type.GetProperties()).Where(property => property.GetCustomAttributes<ParameterAttribute>().Any());

    private static bool HasChoices(PropertyInfo parameter) => HasFixedValues(parameter) || parameter.GetCustomAttributes<ArgumentCompleterAttribute>().Any();

    // PowerShell completes these by itself.
    private static bool HasFixedValues(PropertyInfo parameter)
    {
        var type = System.Nullable.GetUnderlyingType(parameter.PropertyType) ?? parameter.PropertyType;
        return type.IsEnum || type == typeof(SwitchParameter) || parameter.GetCustomAttributes<ValidateSetAttribute>().Any();
    }
}
