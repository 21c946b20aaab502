using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>Builds the configuration of an action from the parameters that have a <see cref="ConfigurationKeyAttribute"/>.</summary>
internal static class ActionConfiguration
{
    /// <summary>Reads the parameters of the cmdlet's parameter set.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="more">Further keys, which take precedence over the parameters; null if there are none.</param>
    public static Dictionary<string, string> Read(PSCmdlet cmdlet, Hashtable? more)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in cmdlet.GetType().GetProperties())
        {
            if (property.GetCustomAttribute<ConfigurationKeyAttribute>() is { } key
                && property.GetCustomAttributes<ParameterAttribute>().Any(p => p.ParameterSetName == cmdlet.ParameterSetName)
                && (key.IsAlwaysWritten || cmdlet.MyInvocation.BoundParameters.ContainsKey(property.Name)))
            {
                result[key.Key] = Text(property.GetValue(cmdlet));
            }
        }

        foreach (var entry in TextMap.Read(more) ?? new Dictionary<string, string>())
        {
            result[entry.Key] = entry.Value;
        }

        return result;
    }

    private static string Text(object? value) => value switch
    {
        IDictionary map => ConfigurationJson.Of(map),
        IEnumerable<string> list => string.Join(",", list),
        Uri uri => uri.OriginalString,
        _ => InvariantText.Of(value) ?? string.Empty,
    };
}
