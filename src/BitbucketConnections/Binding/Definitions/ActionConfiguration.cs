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
    public static Dictionary<string, string> Read(PSCmdlet cmdlet)
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

        return result;
    }

    /// <summary>Adds further keys, which take precedence.</summary>
    /// <param name="configuration">The configuration to change.</param>
    /// <param name="more">The keys and values; null if there are none. A secret can be a SecureString.</param>
    public static void Merge(Dictionary<string, string> configuration, Hashtable? more)
    {
        foreach (DictionaryEntry entry in more ?? [])
        {
            var key = InvariantText.Of(entry.Key)!;
            configuration[key] = ConfigurationValue.Of(key, entry.Value);
        }
    }

    private static string Text(object? value) => value switch
    {
        IDictionary map => ConfigurationJson.Of(map),
        IEnumerable<string> list => string.Join(",", list),
        Uri uri => uri.OriginalString,
        _ => InvariantText.Of(value) ?? string.Empty,
    };
}
